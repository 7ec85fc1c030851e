#pragma once
#include <string>

namespace data {

/// Where the figures of one table come from; travels with every file made from them.
struct Attribution {
    std::string table;        ///< file of the input set, such as "people.nc"
    std::string what;         ///< its content in one line
    std::string origin;       ///< publisher and table number
    std::string licence;      ///< such as "CC BY 4.0"
    std::string attribution;  ///< the line to show beside figures and maps
    std::string retrieved;    ///< date of the source figures, ISO 8601
    std::string sha256;       ///< of the file as read; empty before it is written
};

}  // namespace data
