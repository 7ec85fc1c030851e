// make_country FOLDER MUNICIPALITIES PEOPLE MONTHS: the tiny country of the tests, for who breaks the program
// from outside.
#include <cstdio>
#include <cstdlib>

#include "support/small_country.hpp"

int main(int argc, char** argv) {
    if (argc != 5) return 2;
    const auto number = [&](int i) { return static_cast<unsigned>(std::atoi(argv[i])); };
    std::puts(
        support::write_small_country(argv[1], number(2), number(3), static_cast<int>(number(4))).c_str());
    return 0;
}
