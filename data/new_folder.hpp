#pragma once
#include <filesystem>

namespace data {

/// A folder of files that belong together: whoever fails to write one of them leaves no folder that was not
/// there before.
class NewFolder {
public:
    /// Makes it in one that is there, unless it is there itself. Throws as cannot_make.
    explicit NewFolder(std::filesystem::path folder);
    /// Takes it away again if it was made here and not kept.
    ~NewFolder();
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;

    void keep() { made_ = false; }

private:
    std::filesystem::path folder_;
    bool made_;
};

}  // namespace data
