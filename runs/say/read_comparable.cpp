#include "runs/say/read_comparable.hpp"

#include "data/comparable.hpp"
#include "runs/say/tell.hpp"

namespace runs {

std::vector<data::Snapshot> read_comparable(const std::vector<std::filesystem::path>& paths,
                                            const geo::StopToken& stop, bool unpaired) {
    auto read = data::read_comparable(paths, unpaired, stop);
    for (const auto& sentence : read.said) tell("{}\n", sentence);
    return std::move(read.files);
}

}  // namespace runs
