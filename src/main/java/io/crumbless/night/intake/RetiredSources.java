package io.crumbless.night.intake;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.legacy.LegacyFiles;
import io.crumbless.warehouse.ledger.RetirementLedger.Retired;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Remark;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The retired legacy sources of a job: nights do not read them, and report that.
 *
 * @param retired of this job, as in the control database
 */
public record RetiredSources(List<Retired> retired) {
    public RetiredSources {
        retired = List.copyOf(retired);
    }

    /** The job without its retired sources. */
    public JobFile leftOutOf(JobFile job) {
        return job.without(names());
    }

    private Set<String> names() {
        return retired.stream().map(Retired::source).collect(Collectors.toSet());
    }

    /** Notices about retired sources that are still in the job file. */
    public List<Remark> notices(JobFile job) {
        List<Remark> notices = new ArrayList<>();
        for (LegacyFiles source : job.legacy().files()) {
            retired.stream()
                    .filter(one -> one.source().equals(source.name()))
                    .findFirst()
                    .ifPresent(one -> notices.add(notice(one, source)));
        }
        return notices;
    }

    private static Remark notice(Retired retired, LegacyFiles source) {
        LocalDate since = LocalDate.ofInstant(retired.at(), ZoneOffset.UTC);
        int files = source.database().isPresent()
                ? 0
                : new DatedPath(Location.of(source.path())).upTo(LocalDate.MAX).size();
        if (files == 0) {
            return Remark.of(Code.RETIRED, retired.source(), since);
        }
        Code code = retired.ended() ? Code.RETIRED_AND_DELIVERED : Code.RETIRED_AND_NOT_DESTROYED;
        return Remark.of(code, retired.source(), since, files);
    }
}
