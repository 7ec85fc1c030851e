#include "runs/say/same_origin.hpp"

#include "data/comparable.hpp"
#include "runs/say/tell.hpp"

namespace runs {

void warn_of_other_origin(const data::Snapshot& first, const data::Snapshot& other) {
    for (const auto& sentence : data::unlike_origins(first, other)) tell("warning: {}\n", sentence);
}

void make_comparable(std::vector<data::Snapshot>& files, std::optional<data::Snapshot>* minus) {
    std::vector<data::Snapshot*> all;
    for (auto& file : files) all.push_back(&file);
    if (minus && minus->has_value()) all.push_back(&**minus);
    if (const auto note = data::make_comparable(all)) tell("note: {}\n", *note);
}

}  // namespace runs
