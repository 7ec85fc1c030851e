#include "data/replicate_store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace data {
namespace {

[[noreturn]] void fail(const std::string& attempt, int reason) {
    throw std::system_error(reason, std::generic_category(), attempt);
}

off_t position(std::size_t number) {
    return static_cast<off_t>(number * sizeof(std::int32_t));
}

}  // namespace

ReplicateStore::ReplicateStore(const std::filesystem::path& folder, std::size_t record) : record_(record) {
    // A name and its removal instead of O_TMPFILE, which network file systems refuse.
    std::string name = (folder / "replicates.tmp.XXXXXX").string();
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0) fail(fmt::format("cannot create a scratch file in {}", folder.string()), errno);
    ::unlink(name.c_str());
}

ReplicateStore::~ReplicateStore() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

ReplicateStore::ReplicateStore(ReplicateStore&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), record_(other.record_) {}

void ReplicateStore::put(std::size_t replicate, std::span<const std::int32_t> record) {
    if (record.size() != record_) throw std::logic_error("ReplicateStore: a record of another size");
    auto bytes = std::as_bytes(record);
    auto at = position(replicate * record_);
    while (!bytes.empty()) {
        const auto written = ::pwrite(descriptor_, bytes.data(), bytes.size(), at);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot write the scratch file of replicates", errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        at += written;
    }
}

void ReplicateStore::get(std::size_t replicate, std::size_t first, std::span<std::int32_t> into) const {
    if (first + into.size() > record_) throw std::logic_error("ReplicateStore: beyond the record's end");
    auto bytes = std::as_writable_bytes(into);
    auto at = position(replicate * record_ + first);
    while (!bytes.empty()) {
        const auto got = ::pread(descriptor_, bytes.data(), bytes.size(), at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("cannot read the scratch file of replicates", errno);
        if (got == 0) throw std::logic_error("ReplicateStore: this replicate was never put");
        bytes = bytes.subspan(static_cast<std::size_t>(got));
        at += got;
    }
}

}  // namespace data
