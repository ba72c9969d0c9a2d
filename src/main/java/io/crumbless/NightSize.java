package io.crumbless;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.delivery.DatabaseSettings;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.legacy.LegacyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a night is small, so that the launcher can leave the optimising compiler out before Java starts: a main class of
 * its own, which answers in a fraction of a second.
 *
 * <p>A guess: everything below the folders that the job file names counts, whatever its date, and the warehouse, whose
 * evidence log is read again. What is wrong with it costs time, nothing else. Measured in docs/decisions/0006.
 */
public final class NightSize {
    /** Bytes; about a million memberships, where a night takes as long either way. */
    static final long SMALL = 24L << 20;

    /** More files than that are not counted; the night is large. */
    private static final int MOST_FILES = 5_000;

    private static final Pattern WILD = Pattern.compile("^([^*?{\\[]*/)[^/]*[*?{\\[]");

    private NightSize() {}

    /** Prints {@code small} or {@code large}; the job file is the first argument that is a file. */
    public static void main(String[] arguments) {
        System.out.println(isSmall(arguments) ? "small" : "large");
    }

    /** Small, too, where the job file cannot be read: the night is over before it begins. */
    static boolean isSmall(String... arguments) {
        try {
            return Stream.of(arguments)
                    .map(Path::of)
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .map(NightSize::isSmall)
                    .orElse(true);
        } catch (RuntimeException unreadable) {
            return true;
        }
    }

    private static boolean isSmall(Path file) {
        List<Location> places = places(JobFile.read(file));
        return places.stream().allMatch(Location::isLocal)
                && isSmall(places.stream().map(NightSize::fixedPart).distinct().toList());
    }

    private static boolean isSmall(List<Path> folders) {
        long bytes = 0;
        int files = 0;
        for (Path folder : folders) {
            try (Stream<Path> found = Files.walk(folder)) {
                for (Iterator<Path> each = found.iterator(); each.hasNext(); ) {
                    Path path = each.next();
                    bytes += Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
                    if (bytes > SMALL || ++files > MOST_FILES) {
                        return false;
                    }
                }
            } catch (IOException | UncheckedIOException missing) {
                // A file that is missing, or deleted while files are counted, is not read by the night either.
            }
        }
        return true;
    }

    private static List<Location> places(JobFile job) {
        List<Location> places = new ArrayList<>(List.of(job.warehouse()));
        job.legacy().onFiles().stream().map(LegacyFiles::path).map(Location::of).forEach(places::add);
        Stream.concat(
                        job.declarations().stream().map(DeclarationSource::place),
                        job.erasures().stream().map(ErasureSource::place))
                .flatMap(NightSize::places)
                .forEach(places::add);
        return places;
    }

    /** A database that is not made of scripts has a URL, not a local path. */
    private static Stream<Location> places(DeliveryPlace place) {
        if (place instanceof DeliveryPlace.Files files) {
            return Stream.of(files.path());
        }
        DatabaseSettings database = ((DeliveryPlace.Database) place).settings();
        return database.url().isEmpty()
                ? database.scripts().stream().map(Location::of)
                : Stream.of(Location.of(database.url()));
    }

    /** The folder above the first name with a wildcard or a date in it. */
    private static Path fixedPart(Location place) {
        Matcher wild = WILD.matcher(place.text());
        return Path.of(wild.find() ? wild.group(1) : place.text());
    }
}
