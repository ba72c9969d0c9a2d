package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far profiles still rest on what cookies left behind, night by night. Every snapshot carries the nights before its own
 * along, so the history is there although older snapshots are not.
 *
 * @param nights one entry for each business date, oldest first
 */
public record Retirement(List<Entry> nights) {
    /** Where a snapshot keeps it. */
    public static final String FILE = "_evidence/retirement.json";

    private static final String ALL_SOURCES = "";

    public Retirement {
        nights = List.copyOf(nights);
    }

    /**
     * One night, as it was published; what was erased from the snapshot since is counted.
     *
     * @param profiles rows of the profiles
     * @param subjectsOnProvided profiles that hold at least one provided value
     * @param attributes in the order of the catalogue: those that hold a value or have a sunset
     * @param sources legacy sources that delivered values that night, by name
     * @param supplies what still came from them, by source, attribute and rule
     * @param segments of the legacy sources that were delivered, by name; null where they were not counted
     */
    public record Entry(
            LocalDate businessDate,
            String runId,
            String policyVersion,
            long profiles,
            long subjectsOnProvided,
            List<AttributeCount> attributes,
            List<SourceCount> sources,
            List<Supply> supplies,
            @Nullable List<SegmentCount> segments) {
        public Entry {
            attributes = List.copyOf(attributes);
            sources = List.copyOf(sources);
            supplies = List.copyOf(supplies);
            segments = segments == null ? null : List.copyOf(segments);
        }

        /** Values the profiles hold, over all attributes. */
        public long values() {
            return attributes.stream()
                    .mapToLong(one -> one.declared() + one.provided())
                    .sum();
        }

        /** Those of them that people once typed in, before there was an admission bar. */
        public long provided() {
            return attributes.stream().mapToLong(AttributeCount::provided).sum();
        }

        /** All sources together; empty where segments were not counted. */
        public Optional<SegmentCount> allSegments() {
            return Optional.ofNullable(segments)
                    .map(counts -> counts.stream().reduce(SegmentCount.none(ALL_SOURCES), SegmentCount::plus));
        }
    }

    /**
     * Values of one attribute, by origin.
     *
     * @param sunset last business date on which a provided value counts; null where none does
     */
    public record AttributeCount(
            String attribute,
            long declared,
            long provided,
            @Nullable LocalDate sunset) {}

    /**
     * One legacy source.
     *
     * @param delivered values read; on a rollback, those the older snapshot held
     * @param kept values that are in profiles
     */
    public record SourceCount(String source, long delivered, long kept) {}

    /** Values in profiles that came from one source, recognised by one rule of the provenance. */
    public record Supply(String source, String attribute, String rule, long values) {}

    /**
     * Segments of one source, or what it names in place of them: attributes.
     *
     * @param delivered how many different ones there were
     * @param thatMay how many of them a profile may take a value from that night
     */
    public record SegmentCount(String source, Distinct delivered, Distinct thatMay) {
        /** Of a source that delivers nothing. */
        public static SegmentCount none(String source) {
            return new SegmentCount(source, Distinct.NONE, Distinct.NONE);
        }

        private SegmentCount plus(SegmentCount other) {
            return new SegmentCount(source, delivered.plus(other.delivered), thatMay.plus(other.thatMay));
        }

        /** How many of those delivered may still supply a value, 0 to 1; empty where they are too many to be counted. */
        public OptionalDouble share() {
            if (delivered.more()) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of(delivered.counted() == 0 ? 0 : (double) thatMay.counted() / delivered.counted());
        }
    }

    /**
     * A number of different things.
     *
     * @param more whether there were more than that, which were not distinguished
     */
    public record Distinct(long counted, boolean more) {
        static final Distinct NONE = new Distinct(0, false);

        /** So many, which are distinguished up to a bound. */
        public static Distinct upTo(long most, long number) {
            return new Distinct(Math.min(number, most), number > most);
        }

        private Distinct plus(Distinct other) {
            return new Distinct(counted + other.counted, more || other.more);
        }
    }

    /** What a snapshot holds of it; empty for one of before there was a measure. */
    public static Optional<Retirement> of(Location snapshot) {
        Location file = snapshot.resolve(FILE);
        return Storage.of(file).exists(file)
                ? Optional.of(ManifestFile.read(file, Retirement.class))
                : Optional.empty();
    }

    /** The entries of nights before a date. */
    public List<Entry> before(LocalDate date) {
        return nights.stream()
                .filter(entry -> entry.businessDate().isBefore(date))
                .toList();
    }

    /** With one more night; another run of the same date is replaced. */
    public Retirement with(Entry night) {
        return new Retirement(Stream.concat(before(night.businessDate()).stream(), Stream.of(night))
                .toList());
    }

    /** The last night. */
    public Optional<Entry> last() {
        return nights.isEmpty() ? Optional.empty() : Optional.of(nights.get(nights.size() - 1));
    }

    /** The entry of a run. */
    public Optional<Entry> of(String runId) {
        return nights.stream().filter(entry -> entry.runId().equals(runId)).findFirst();
    }
}
