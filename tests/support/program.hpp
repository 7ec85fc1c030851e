#pragma once
#include <filesystem>
#include <string>

namespace support {

/// What a run of the real program said.
struct Outcome {
    int exit_code;
    std::string out, err;
};

/// Runs `legekart` with these arguments (a shell line) and waits for it.
Outcome legekart(const std::string& arguments);

/// Runs a line of bash and waits for it.
Outcome shell(const std::string& line);

/// A new, empty folder that goes with the object.
class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    /// Writes a file there and returns its path.
    std::filesystem::path file(const std::string& name, const std::string& text) const;
    /// How many files and folders are in it.
    std::size_t files() const;

private:
    std::filesystem::path path_;
};

std::string text_of(const std::filesystem::path& file);

/// How often `part` stands in `text`.
std::size_t count_of(const std::string& text, const std::string& part);

}  // namespace support
