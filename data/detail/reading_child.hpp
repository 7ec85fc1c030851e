#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "data/detail/h5_catalogue.hpp"
#include "data/detail/netcdf.hpp"

namespace data::detail {

/// A child process in which HDF5 reads files that belong together, so that content on which the library
/// crashes or never ends costs the child and not us: it follows lengths in the file without looking, and what
/// it comes upon differs from process to process. Ends with us. Everything here throws InputError, naming the
/// file, if the child crashed or never ended, or if the file claims more than it can hold, holds too many
/// things or points to other files; std::system_error if the child was killed, if the machine fails or has no
/// room for one more process.
class ReadingChild {
public:
    /// Begins to look what each of them holds, in their order.
    explicit ReadingChild(std::vector<std::filesystem::path> files);

    /// What the next of them holds; before it is known of all nothing else may be asked for.
    H5Catalogue next_catalogue();

    /// Of the file of that number: rows [first, first + rows) along the first dimension of a variable, or the
    /// one of a variable without dimensions, as numbers of `type`, `row_bytes` a row. Throws InputError too
    /// if they cannot be read.
    void read(std::size_t file, const std::string& variable, NcType type, std::uint64_t first,
              std::uint64_t rows, std::uint64_t row_bytes, void* values) const;
    /// All texts of a variable of texts of variable length.
    std::vector<std::string> texts(std::size_t file, const std::string& variable) const;

private:
    /// The process and the line to it; both go with it.
    struct Process {
        pid_t id = -1;
        int line = -1;

        explicit Process(const std::vector<std::filesystem::path>& files);
        ~Process();
        Process(const Process&) = delete;
        Process& operator=(const Process&) = delete;
    };

    std::string hear(std::size_t file, const std::string& what) const;
    std::uint64_t hear_verdict(std::size_t file, const std::string& what) const;
    void hear_bytes(std::size_t file, void* into, std::size_t bytes) const;
    [[noreturn]] void refuse(std::size_t file, Refusal refusal) const;

    std::vector<std::filesystem::path> files_;
    Process process_;
    std::size_t next_ = 0;
};

/// More than the file can unpack to: deflate makes at most 1032 bytes of one.
double most_unpacked_bytes(std::uintmax_t file_bytes);

}  // namespace data::detail
