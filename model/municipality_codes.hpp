#pragma once
// Numbers of municipalities before 2024, and what became of them.
#include <span>
#include <string>
#include <vector>

namespace model {

/// A part of an old municipality in one of 2024.
struct CodeShare {
    std::string number;  ///< official number of 2024
    double share;        ///< of the residents, a guess where the old one was split
};

/// Where an old number (2017 to 2023) went, the largest part first; empty if it is none. A number that still
/// holds is its own whole, though its borders may have grown.
std::vector<CodeShare> parts_of_2024(const std::string& number);

/// Whether the number was in force on 1 January of the year, 2017 or later; numbers of 2024 hold since.
bool in_force(const std::string& number, int year);

/// Those of a set's numbers that a number of any year means: itself if it is among them, else all that share
/// a municipality of 2024 with it. On borders of 2020, "1580" (Haram) means "1507" (Ålesund), which held it.
std::vector<std::string> numbers_among(const std::string& number, const std::vector<std::string>& set);

/// The same of a county by its number of any year, such as "54" on borders of 2024.
std::vector<std::string> numbers_of_county_among(const std::string& county,
                                                 const std::vector<std::string>& set);

/// Name of a county that is no more, such as "30" Viken; empty for others.
std::string former_county(const std::string& number);

/// "2020-2023": the years in whose borders these numbers are all in force; else the years most of them fit,
/// as "2020-2023 (355 of 356)"; empty if fewer than half fit anywhere.
std::string years_of_borders(std::span<const std::string> numbers);

}  // namespace model
