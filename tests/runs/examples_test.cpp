// The examples that a command's help shows work as they stand, in the folder of the sources.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "support/places.hpp"
#include "support/program.hpp"

namespace {

/// Lines of a command's help that are command lines of the program, without its name.
std::vector<std::string> examples_of(const std::string& command) {
    std::vector<std::string> examples;
    std::istringstream help(support::legekart(command + " --help").out);
    for (std::string line; std::getline(help, line);) {
        const auto at = line.find("legekart " + command + " ");
        if (at == std::string::npos || line.find_first_not_of(' ') != at) continue;
        const auto end = std::min(line.find(" >"), line.find(" #"));  // what follows is the shell's
        examples.push_back(line.substr(at + 9, end - at - 9));
    }
    return examples;
}

/// Every file that it reads is in the sources.
bool can_run(const std::string& example) {
    std::istringstream words(example);
    std::string before;
    for (std::string word; words >> word; before = word) {
        const auto dot = word.rfind('.');
        const bool file = word.find('=') == std::string::npos && dot != std::string::npos && dot > 0;
        if (before != "-o" && file && !std::filesystem::exists(support::in_tree(word))) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("Every example of a command's help that has its files runs", "[runs][norway]") {
    const support::ScratchFolder folder;
    int ran = 0;
    for (const std::string command :
         {"run", "effects", "list", "init", "validate", "sweep run", "sweep design"}) {
        const bool part = command.find(' ') != std::string::npos;
        auto examples = examples_of(part ? command.substr(0, command.find(' ')) : command);
        if (part) std::erase_if(examples, [&](const std::string& e) { return !e.starts_with(command); });
        for (const auto& example : examples) {
            if (!can_run(example) || example.find(" lhs ") != std::string::npos) continue;
            INFO(example);
            const auto outcome = support::shell("cd " + support::in_tree("") + " && " +
                                                support::program_file() + " " + example + " --dry-run");
            INFO(outcome.err);
            CHECK(outcome.exit_code == 0);
            ++ran;
        }
    }
    CHECK(ran >= 12);
}
