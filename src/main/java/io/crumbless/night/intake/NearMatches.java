package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.night.delivery.ActivationSource;
import io.crumbless.night.delivery.AsDelivered;
import io.crumbless.night.delivery.DayPath;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.delivery.NearName;
import io.crumbless.night.delivery.RequestSource;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds files beside those of a source whose names differ from its pattern only in case or by a suffix: {@code
 * d-2.csv.gz} or {@code D-2.CSV} where the source reads {@code d-*.csv}. They are not read, and may contain
 * withdrawals, so they are reported.
 */
final class NearMatches {
    private static final String FILES = "*";

    /** Paths of all sources: files of another source are not reported. */
    private final List<DayPath> paths;

    private final Function<Location, String> label;
    private final List<String> notices;

    /** Cached listings of folders, which several sources may share. */
    private final Map<Location, List<FileEntry>> listed = new HashMap<>();

    /**
     * @param label name of a location in notices
     * @param notices receives the notices
     */
    NearMatches(JobFile job, Function<Location, String> label, List<String> notices) {
        this.paths = paths(job);
        this.label = label;
        this.notices = notices;
    }

    private static List<DayPath> paths(JobFile job) {
        Stream<Location> legacy = job.legacy().onFiles().stream().map(files -> Location.of(files.path()));
        Stream<Location> others = Stream.of(
                        job.declarations().stream().map(DeclarationSource::place),
                        job.erasures().stream().map(ErasureSource::place),
                        job.requests().stream()
                                .map(RequestSource::form)
                                .filter(RequestSource.Form.Rows.class::isInstance)
                                .map(rows -> ((RequestSource.Form.Rows) rows).place()))
                .flatMap(Function.identity())
                .filter(DeliveryPlace.Files.class::isInstance)
                .map(place -> ((DeliveryPlace.Files) place).path());
        return Stream.of(legacy, others, job.activations().stream().map(ActivationSource::path))
                .flatMap(Function.identity())
                .map(DayPath::new)
                .toList();
    }

    /**
     * Checks the files beside those of a source.
     *
     * @param found files that the source reads
     */
    void look(String source, DayPath path, List<FileEntry> found) {
        if (path.isOfFolders()) {
            return;
        }
        NearName name = NearName.of(path);
        Set<Location> read = found.stream().map(FileEntry::location).collect(Collectors.toSet());
        List<FileEntry> near = listed.computeIfAbsent(path.anyDay().parent(), NearMatches::list).stream()
                .filter(file -> !read.contains(file.location())
                        && name.matches(file.location().name()))
                .filter(file -> paths.stream().noneMatch(other -> Storage.globMatches(other.anyDay(), file.location())))
                .toList();
        if (!near.isEmpty()) {
            notices.add("File " + label.apply(near.get(0).location()) + " of source '" + source + "'"
                    + (near.size() == 1 ? "" : " and " + Quantity.of(near.size() - 1, "other file"))
                    + " was not read: but for letter case, an ending such as .gz, .gpg or .xlsx, the form of a day or the mark"
                    + " of a copy the name would match the path. Have the path match it, have it delivered under its name, or take it away;"
                    + " as-delivered: [" + AsDelivered.OTHER_NAMES.word() + "] says that it is none of the source's");
        }
    }

    /** An account that may read files need not be allowed to list their folder, and a notice must not stop a night. */
    private static List<FileEntry> list(Location folder) {
        Location files = folder.resolve(FILES);
        try {
            return Storage.of(files).glob(files);
        } catch (StorageException unlisted) {
            return List.of();
        }
    }
}
