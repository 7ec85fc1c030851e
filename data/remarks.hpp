#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "geo/base/error.hpp"

namespace data {

/// What is odd in a file but can be read, in sentences; the first word is the file.
using Remarks = std::vector<std::string>;

/// Gathers what is wrong with files, so that all of it is told at once.
class Complaints {
public:
    /// Runs `attempt`; an InputError is kept. False if there was one.
    template <class Attempt>
    bool gather(const Attempt& attempt) {
        try {
            attempt();
            return true;
        } catch (const geo::InputError& error) {
            const std::string said = error.what();
            if (std::find(said_.begin(), said_.end(), said) != said_.end()) return false;  // told already
            ++count_;
            if (said_.size() < most) said_.push_back(said);
            return false;
        }
    }
    bool empty() const { return count_ == 0; }
    /// Throws all as one InputError, a line each; nothing if there are none.
    void finish() const {
        if (empty()) return;
        std::string text;
        for (const auto& line : said_) text += (text.empty() ? "" : "\n") + line;
        if (count_ > said_.size()) text += "\nand " + std::to_string(count_ - said_.size()) + " more";
        throw geo::InputError(text);
    }

private:
    static constexpr std::size_t most = 20;  ///< lines shown
    std::vector<std::string> said_;
    std::size_t count_ = 0;
};

}  // namespace data
