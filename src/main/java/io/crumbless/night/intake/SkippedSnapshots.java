package io.crumbless.night.intake;

import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.Delivers;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.snapshot.Manifest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Detects skipped deliveries of sources that deliver everything, for nights that did not run: the latest replaces the
 * others, and a withdrawal that was only in a skipped one, because its source deletes processed rows, is lost.
 */
public final class SkippedSnapshots {
    private final JobFile job;
    private final Manifest before;

    /** @param before manifest of the current snapshot */
    public SkippedSnapshots(JobFile job, Manifest before) {
        this.job = job;
        this.before = before;
    }

    /** A notice for each source. */
    public List<String> notices(Intake tonight) {
        List<String> notices = new ArrayList<>();
        for (DeclarationSource source : job.declarations()) {
            if (source.delivers() == Delivers.SNAPSHOT && source.place() instanceof DeliveryPlace.Files files) {
                Optional<LocalDate> last = latest(tonight, source.name());
                Optional<LocalDate> earlier = latest(before, source.name());
                if (last.isPresent() && earlier.isPresent()) {
                    add(source.name(), between(files, earlier.get(), last.get()), last.get(), notices);
                }
            }
        }
        return notices;
    }

    private static void add(String source, List<LocalDate> skipped, LocalDate last, List<String> notices) {
        if (!skipped.isEmpty()) {
            notices.add(Quantity.of(skipped.size(), "file") + " of source '" + source + "', the first of "
                    + skipped.get(0) + ", " + (skipped.size() == 1 ? "was" : "were")
                    + " not read, since what it delivered for " + last + " is everything; a withdrawal that stood in "
                    + (skipped.size() == 1 ? "it" : "them")
                    + " alone is not known, so have the source deliver it again");
        }
    }

    /** Dates of files between two that were read. */
    private static List<LocalDate> between(DeliveryPlace.Files files, LocalDate earlier, LocalDate last) {
        return new DatedPath(files.path())
                .upTo(last).stream()
                        .map(DatedPath.Dated::date)
                        .filter(Objects::nonNull)
                        .filter(date -> date.isAfter(earlier) && date.isBefore(last))
                        .toList();
    }

    private static Optional<LocalDate> latest(Intake tonight, String source) {
        return tonight.declarations().stream()
                .filter(delivery -> delivery.sourceName().equals(source))
                .map(Delivery::date)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    private static Optional<LocalDate> latest(Manifest before, String source) {
        return before.inputs().stream()
                .filter(input -> input.kind().equals(Delivery.DECLARATIONS)
                        && input.source().equals(source))
                .map(Manifest.Input::deliveredOn)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }
}
