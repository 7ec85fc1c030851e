#pragma once
#include <string_view>

namespace data {

extern const std::string_view version;  ///< of the program, such as "0.1.0"
extern const std::string_view
    git_commit;  ///< of its source; "-dirty" if changed since, "unknown" outside git

}  // namespace data
