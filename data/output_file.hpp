#pragma once
// How every file of ours comes to its name.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace data {

/// A file being made: under `path`.tmp.HOST.PID until keep(), so that a file with the final name is always
/// whole, whoever dies or writes beside us. A link is followed and stays; an older file keeps its mode; a
/// pipe or device is written into when the content is whole, and stays; "-" is standard output. What earlier
/// processes of this host left behind when they died goes.
/// Throws as cannot_make() if nothing can be made there, InputError for a folder or a file that is
/// write-protected, std::system_error (disk full) if it cannot be completed, geo::Stopped if a signal comes
/// while a pipe has no reader.
class OutputFile {
public:
    explicit OutputFile(const std::filesystem::path& path);
    /// Removes what was made unless keep() was reached.
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// Where to write, also by other means than write().
    const std::filesystem::path& temporary() const { return temporary_; }
    /// At the end of what was written by write().
    void write(std::string_view bytes);
    /// Forces the content to disk and gives it its name.
    void keep();

private:
    void choose(const std::filesystem::path& path);
    void pour();
    [[noreturn]] void fail(const char* attempt) const;

    std::filesystem::path target_, temporary_;
    int descriptor_ = -1;
    int mode_ = -1;          ///< of the file that was there
    bool straight_ = false;  ///< into a pipe, a device or standard output
};

/// Throws InputError if one of the files to write is there and is one of those read, under whatever name;
/// `inputs` are files, folders whose files are read, or empty.
void must_keep_inputs(const std::vector<std::filesystem::path>& files,
                      const std::vector<std::filesystem::path>& inputs);

/// Removes what dead processes of this host left in a folder: NAME.tmp.HOST.PID; with a name only of that
/// file. Gives what it removed.
std::vector<std::filesystem::path> remove_leftovers(const std::filesystem::path& folder,
                                                    std::string_view name = "");

/// HOST.PID of this process, as names of passing files end.
std::string process_mark();

/// Whether a process that marked a file so is no longer: of this host, and gone.
bool is_dead(std::string_view mark);

}  // namespace data
