package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.delivery.ActivatedIds;
import io.crumbless.night.delivery.Activation;
import io.crumbless.night.delivery.ActivationReader;
import io.crumbless.night.delivery.ActivationSource;
import io.crumbless.night.job.JobFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the activation logs of a job contain about one person. The logs are external and unsorted.
 *
 * @param activations the latest first
 * @param unread number of records that could not be read and may therefore concern the person
 */
public record ActivationLog(List<Activation> activations, long unread) {
    public ActivationLog {
        activations = List.copyOf(activations);
    }

    /** @throws io.crumbless.process.Failure if a file cannot be read */
    public static ActivationLog of(JobFile job, SubjectId subject) {
        return of(job, subject, (source, file) -> null);
    }

    /** Of whom a file may have records, where that is known. */
    interface Ids {
        /** @return null where it is not known, and the file is read */
        @Nullable
        ActivatedIds of(ActivationSource source, FileEntry file);
    }

    static ActivationLog of(JobFile job, SubjectId subject, Ids ids) {
        List<Activation> found = new ArrayList<>();
        long unread = 0;
        for (ActivationSource source : job.activations()) {
            ActivationReader reader = new ActivationReader(source, subject);
            for (DatedPath.Dated file : new DatedPath(source.path()).upTo(LocalDate.MAX)) {
                ActivatedIds known = ids.of(source, file.file());
                unread += known == null || known.mayHold(subject)
                        ? reader.read(file.file(), found::add)
                        : known.ofAnybody();
            }
        }
        found.sort(Comparator.comparingLong(Activation::atMicros).reversed());
        return new ActivationLog(found, unread);
    }
}
