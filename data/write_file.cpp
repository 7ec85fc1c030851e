#include "data/write_file.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "data/output_file.hpp"
#include "geo/base/error.hpp"

namespace data {

void cannot_make(const std::filesystem::path& path, const std::string& attempt, int reason) {
    for (const int machine : {ENOSPC, EDQUOT, EIO, EROFS, EFBIG, EMFILE, ENFILE, ENOMEM})
        if (reason == machine)
            throw std::system_error(reason, std::generic_category(), path.string() + ": " + attempt);
    throw geo::InputError(path.string(),
                          attempt + ": " + std::strerror(reason) + "; choose a place you can write to");
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    OutputFile file(path);
    file.write(bytes);
    file.keep();
}

}  // namespace data
