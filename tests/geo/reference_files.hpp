#pragma once
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>
#include "support/places.hpp"

namespace reference {

/// Columns of a csv file of numbers under tests/geo/reference, by the name in its first line.
inline std::map<std::string, std::vector<double>> columns(const std::string& name) {
    std::ifstream file(support::in_tree("tests/geo/reference/") + name);
    if (!file) throw std::runtime_error("cannot open the reference file " + name);
    std::string line, word;
    std::getline(file, line);
    std::vector<std::string> names;
    for (std::istringstream words(line); std::getline(words, word, ',');) names.push_back(word);
    std::map<std::string, std::vector<double>> out;
    while (std::getline(file, line)) {
        std::istringstream words(line);
        for (const auto& column : names) {
            if (!std::getline(words, word, ',')) throw std::runtime_error("a short line in " + name);
            out[column].push_back(std::stod(word));
        }
    }
    return out;
}

inline std::vector<std::uint8_t> bytes(const std::string& name) {
    std::ifstream file(support::in_tree("tests/geo/reference/") + name, std::ios::binary);
    if (!file) throw std::runtime_error("cannot open the reference file " + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace reference
