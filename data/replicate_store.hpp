#pragma once
// A nameless file that holds every replicate's headline counts while an ensemble runs, so that memory does
// not grow with the number of replicates.
#include <cstdint>
#include <filesystem>
#include <span>

namespace data {

/// Records of equal size, one per replicate, each of whole numbers. The file lies in a folder of the caller's
/// choice, has no name there and goes with the object or the process, whichever ends first. Throws
/// std::system_error when the disk fails or is full.
class ReplicateStore {
public:
    /// `record`: numbers per replicate.
    ReplicateStore(const std::filesystem::path& folder, std::size_t record);
    ~ReplicateStore();
    ReplicateStore(const ReplicateStore&) = delete;
    ReplicateStore& operator=(const ReplicateStore&) = delete;
    ReplicateStore(ReplicateStore&& other) noexcept;
    ReplicateStore& operator=(ReplicateStore&&) = delete;

    /// May be called from several threads, for different replicates.
    void put(std::size_t replicate, std::span<const std::int32_t> record);
    /// Numbers [first, first + into.size()) of a record that was put.
    void get(std::size_t replicate, std::size_t first, std::span<std::int32_t> into) const;

private:
    int descriptor_;
    std::size_t record_;
};

}  // namespace data
