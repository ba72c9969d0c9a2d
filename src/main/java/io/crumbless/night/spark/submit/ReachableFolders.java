package io.crumbless.night.spark.submit;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.SparkMaster;
import io.crumbless.night.job.SparkSettings;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks that executors on other machines can reach the locations in the job: they cannot read folders of this machine.
 */
record ReachableFolders(JobFile job, SparkSettings spark) {
    /** @throws Failure settings, naming the first location that they cannot reach */
    void require() {
        if (spark.sharedFolders() || spark.master().filter(SparkMaster::isLocal).isPresent()) {
            return;
        }
        Optional<Location> own = places().filter(Location::isLocal).findFirst();
        if (own.isPresent()) {
            throw new Failure(
                    ErrorCategory.SETTINGS,
                    "Cannot run job " + job.name() + " on Spark: " + own.get().readable()
                            + " lies on this machine, which executors on others do not reach; name a place on a shared"
                            + " file system, or write spark.shared-folders: true where every machine mounts it there");
        }
    }

    private Stream<Location> places() {
        Stream<Location> legacy = job.legacy().onFiles().stream().map(files -> Location.of(files.path()));
        Stream<Location> declarations = job.declarations().stream().flatMap(source -> files(source.place()));
        Stream<Location> erasures = job.erasures().stream().flatMap(source -> files(source.place()));
        return Stream.of(Stream.of(job.warehouse()), legacy, declarations, erasures)
                .flatMap(each -> each);
    }

    private static Stream<Location> files(DeliveryPlace place) {
        return place instanceof DeliveryPlace.Files files ? Stream.of(files.path()) : Stream.empty();
    }
}
