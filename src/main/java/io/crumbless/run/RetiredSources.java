package io.crumbless.run;

import io.crumbless.ledger.RetirementLedger.Retired;
import io.crumbless.legacy.LegacyFiles;
import io.crumbless.profile.Quantity;
import io.crumbless.storage.Location;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Legacy sources of a job file that were retired: a night does not read them, and says so.
 *
 * @param retired in the control database, of this job
 */
public record RetiredSources(List<Retired> retired) {
    public RetiredSources {
        retired = List.copyOf(retired);
    }

    /** The job without them. */
    public JobFile leftOutOf(JobFile job) {
        return job.without(names());
    }

    private Set<String> names() {
        return retired.stream().map(Retired::source).collect(Collectors.toSet());
    }

    /** What is to be told of those that the job file still names. */
    public List<String> notices(JobFile job) {
        List<String> notices = new ArrayList<>();
        for (LegacyFiles source : job.legacy().files()) {
            retired.stream()
                    .filter(one -> one.source().equals(source.name()))
                    .findFirst()
                    .ifPresent(one -> notices.add(notice(one, source)));
        }
        return notices;
    }

    private static String notice(Retired retired, LegacyFiles source) {
        int files =
                new DatedPath(Location.of(source.path())).upTo(LocalDate.MAX).size();
        return "Legacy source '" + retired.source() + "' was retired on "
                + LocalDate.ofInstant(retired.at(), ZoneOffset.UTC) + " and is not read; "
                + (files == 0
                        ? "take it out of the job file"
                        : Quantity.of(files, "file") + (files == 1 ? " lies" : " lie") + " under its path"
                                + (retired.ended()
                                        ? " again: stop the delivery, or give the source another name"
                                        : ", which 'crumbless retire' goes on to destroy"));
    }
}
