#include "data/write_file.hpp"

#include "data/output_file.hpp"

namespace data {

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    OutputFile file(path);
    file.write(bytes);
    file.keep();
}

}  // namespace data
