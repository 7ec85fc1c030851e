#include "support/places.hpp"

namespace support {

std::string in_tree(const std::string& path) {
    return LEGEKART_SOURCE_DIR "/" + path;
}

std::string program_file() {
    return LEGEKART_PROGRAM;
}

}  // namespace support
