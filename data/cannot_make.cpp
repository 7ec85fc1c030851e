#include "data/cannot_make.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>

#include "geo/base/error.hpp"

namespace data {

void cannot_make(const std::filesystem::path& path, const std::string& attempt, int reason) {
    for (const int machine : {ENOSPC, EDQUOT, EIO, EROFS, EFBIG, EMFILE, ENFILE, ENOMEM})
        if (reason == machine)
            throw std::system_error(reason, std::generic_category(), path.string() + ": " + attempt);
    throw geo::InputError(path.string(),
                          attempt + ": " + std::strerror(reason) + "; choose a place you can write to");
}

}  // namespace data
