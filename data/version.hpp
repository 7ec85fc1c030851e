#pragma once
#include <string>
#include <string_view>

namespace data {

extern const std::string_view version;  ///< of the program, such as "0.1.0"
extern const std::string_view
    git_commit;  ///< of its source; "-dirty" if changed since, "unknown" outside git

/// Where the program's data lies once it is installed, from the folder it is installed to.
extern const std::string_view installed_data;

/// SHA-256 of the program that runs, which tells two builds of one version apart; empty where the system does
/// not say which file that is.
const std::string& program_sha256();

}  // namespace data
