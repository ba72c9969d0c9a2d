package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.delivery.ActivatedIds;
import io.crumbless.night.delivery.ActivationSource;
import io.crumbless.night.job.JobFile;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers as {@link ActivationLog#of} for a process that is asked often: of each file it remembers whom it may have records of, so
 * that a file is read again only for those, or after it has changed. Safe for many threads.
 */
public final class ActivationIndex {
    /**
     * Ten bits for each person in each file, for fifty million in total. Further files are read completely each time.
     */
    private static final long MOST_BYTES = 64L << 20;

    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param file as it was when it was read */
    private record Known(FileEntry file, ActivatedIds ids) {}

    /** @throws io.crumbless.process.Failure if a file cannot be read */
    public ActivationLog of(JobFile job, SubjectId subject) {
        return ActivationLog.of(job, subject, this::ids);
    }

    private synchronized ActivatedIds ids(ActivationSource source, FileEntry file) {
        String name = source.name() + " " + file.location();
        Known last = known.get(name);
        if (last != null && !last.file().differsFrom(file)) {
            return last.ids();
        }
        ActivatedIds ids = ActivatedIds.of(source, file);
        if (last != null) {
            bytes -= last.ids().bytes();
        }
        known.put(name, new Known(file, ids));
        bytes += ids.bytes();
        forgetThoseUsedLeast();
        return ids;
    }

    private void forgetThoseUsedLeast() {
        Iterator<Known> oldest = known.values().iterator();
        while (bytes > MOST_BYTES && oldest.hasNext()) {
            bytes -= oldest.next().ids().bytes();
            oldest.remove();
        }
    }
}
