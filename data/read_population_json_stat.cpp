#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "data/detail/people_counts.hpp"
#include "data/read_population.hpp"
#include "data/read_text_file.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

using nlohmann::json;

/// One dimension: its categories in order.
struct Dimension {
    std::vector<std::string> categories;
    std::size_t stride = 0;  ///< in the flat array of values
};

std::vector<std::string> categories_of(const json& dimension) {
    const auto& category = dimension.at("category");
    if (!category.contains("index")) {  // a dimension of one category may have only its label
        std::vector<std::string> out;
        for (const auto& [code, label] : category.at("label").items()) out.push_back(code);
        return out;
    }
    const auto& index = category.at("index");
    std::vector<std::string> out(index.size());
    if (index.is_array()) {
        for (std::size_t i = 0; i < index.size(); ++i) out[i] = index[i].get<std::string>();
    } else {
        for (const auto& [code, position] : index.items()) out.at(position.get<std::size_t>()) = code;
    }
    return out;
}

/// The data set of an answer: version 2 is one, version 1 holds it under a name of the publisher's choice.
const json& dataset_of(const json& answer, const std::string& where) {
    if (answer.contains("value")) return answer;
    const json* found = nullptr;
    for (const auto& [name, one] : answer.items())
        if (one.is_object() && one.contains("value")) {
            if (found)
                throw geo::InputError(where, "holds several data sets; ask the table service for one table");
            found = &one;
        }
    if (!found) throw geo::InputError(where, "is not a JSON-stat answer (it has no 'value')");
    return *found;
}

/// The entry of one figure in `value` or `status`: a list, or an object by position that leaves gaps.
const json* entry(const json& all, std::size_t at) {
    if (all.is_array()) return at < all.size() ? &all[at] : nullptr;
    if (!all.is_object()) return &all;  // one status for all
    const auto found = all.find(std::to_string(at));
    return found == all.end() ? nullptr : &*found;
}

/// One table of residents in the layout of JSON-stat.
class Answer {
public:
    Answer(const json& dataset, std::string where) : dataset_(dataset), where_(std::move(where)) {
        // Version 1 keeps names and sizes with the dimensions.
        const auto& head = dataset.contains("id") ? dataset : dataset.at("dimension");
        const auto ids = head.at("id").get<std::vector<std::string>>();
        const auto sizes = head.at("size").get<std::vector<std::size_t>>();
        for (std::size_t d = ids.size(); d-- > 0;) {
            auto& dimension = dimensions_[ids[d]];
            dimension = {categories_of(dataset.at("dimension").at(ids[d])), figures_};
            if (dimension.categories.size() != sizes.at(d))
                throw geo::InputError(where_, fmt::format("dimension '{}' has {} categories, size says {}",
                                                          ids[d], dimension.categories.size(), sizes[d]));
            figures_ *= sizes[d];
        }
        check();
    }

    model::PopulationTable residents(const model::Municipalities& municipalities) {
        const auto &region = dimensions_["Region"], &sex = dimensions_["Kjonn"], &age = dimensions_["Alder"],
                   &time = dimensions_["Tid"];
        const auto& values = dataset_.at("value");
        detail::PeopleCounts counts(municipalities, where_);
        for (std::size_t r = 0; r < region.categories.size(); ++r)
            for (std::size_t t = 0; t < time.categories.size(); ++t)
                for (std::size_t s = 0; s < sex.categories.size(); ++s)
                    for (std::size_t a = 0; a < age.categories.size(); ++a) {
                        const auto at = r * region.stride + t * time.stride + s * sex.stride + a * age.stride;
                        const detail::PeopleCell cell{region.categories[r], sex.categories[s],
                                                      age.categories[a], time.categories[t]};
                        const auto* value = entry(values, at);
                        if (!value || value->is_null())
                            counts.missing(cell, status(at));
                        else
                            counts.add(cell, value->get<double>(), where_);
                    }
        return counts.finish();
    }

private:
    void check() const {
        for (const auto& [name, dimension] : dimensions_)
            if (name != "Region" && name != "Kjonn" && name != "Alder" && name != "Tid" &&
                dimension.categories.size() != 1)
                throw geo::InputError(
                    where_,
                    fmt::format("dimension '{}' has {} categories, expected Region, Kjonn, Alder, Tid "
                                "and one content",
                                name, dimension.categories.size()));
        for (const auto* name : {"Region", "Kjonn", "Alder", "Tid"})
            if (!dimensions_.contains(name))
                throw geo::InputError(
                    where_, fmt::format("has no dimension '{}', expected table 07459 with Region, Kjonn, "
                                        "Alder, Tid",
                                        name));
        if (figures_ == 0) throw geo::InputError(where_, "has a dimension without categories");
        const auto& values = dataset_.at("value");
        if (values.is_array() && values.size() != figures_)
            throw geo::InputError(
                where_, fmt::format("has {} values, its dimensions make {}", values.size(), figures_));
        if (!values.is_array() && !values.is_object())
            throw geo::InputError(where_, "'value' is neither a list nor an object by position");
    }

    std::string status(std::size_t at) const {
        const auto all = dataset_.find("status");
        if (all == dataset_.end()) return {};
        const auto* sign = entry(*all, at);
        return sign && sign->is_string() ? sign->get<std::string>() : std::string();
    }

    const json& dataset_;
    std::string where_;
    std::map<std::string, Dimension> dimensions_;
    std::size_t figures_ = 1;
};

}  // namespace

model::PopulationTable read_population_json_stat(const std::filesystem::path& file,
                                                 const model::Municipalities& municipalities) {
    must_be_no_stream(file);
    std::ifstream in(file);
    if (!in) throw geo::InputError(file.string(), "is not there; check the name and the source folder");
    try {
        const auto answer = json::parse(in);
        return Answer(dataset_of(answer, file.string()), file.string()).residents(municipalities);
    } catch (const json::exception& e) {
        throw geo::InputError(file.string(), fmt::format("is not a JSON-stat answer ({})", e.what()));
    } catch (const std::logic_error& e) {  // a position out of range
        throw geo::InputError(file.string(), fmt::format("is not a JSON-stat answer ({})", e.what()));
    }
}

}  // namespace data
