#!/usr/bin/env Rscript
# Opens a snapshot file with R's ncdf4 as a reader would, and fails if it does not show what it must.
library(ncdf4)
file <- nc_open(commandArgs(trailingOnly = TRUE)[1])
names <- ncvar_get(file, "municipality_name")
without <- ncvar_get(file, "patients_without_gp")   # municipality x time: R turns the order round
stopifnot(length(names) == nrow(without), ncol(without) == file$dim$time$len, all(without >= 0),
          ncatt_get(file, 0, "Conventions")$value == "CF-1.8", nchar(ncatt_get(file, "patients_without_gp", "long_name")$value) > 5)
cat(sprintf("R: %d municipalities, %d months, %d patients without a GP at the end\n", nrow(without), ncol(without), sum(without[, ncol(without)])))
