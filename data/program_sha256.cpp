#include <system_error>

#include "data/sha256.hpp"
#include "data/version.hpp"
#include "geo/base/error.hpp"

namespace data {

const std::string& program_sha256() {
    static const std::string digest = [] {
        constexpr const char* itself = "/proc/self/exe";
        std::error_code none;
        return std::filesystem::exists(itself, none) ? sha256_of_file(itself) : std::string();
    }();
    return digest;
}

}  // namespace data
