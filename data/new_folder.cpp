#include "data/new_folder.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include "data/cannot_make.hpp"

namespace data {
namespace fs = std::filesystem;

NewFolder::NewFolder(fs::path folder) : folder_(std::move(folder)) {
    std::error_code trouble;
    made_ = fs::create_directory(folder_, trouble);
    if (!fs::is_directory(folder_))
        cannot_make(folder_, "cannot make the folder", trouble ? trouble.value() : ENOTDIR);
}

NewFolder::~NewFolder() {
    std::error_code ignored;
    if (made_) fs::remove_all(folder_, ignored);
}

}  // namespace data
