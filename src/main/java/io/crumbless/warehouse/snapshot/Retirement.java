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
 * The measure of retirement: how far profiles still rest on cookie-based sources, night by night. Every snapshot
 * contains the entries of earlier nights, so that the history survives the deletion of older snapshots.
 *
 * @param nights one entry for each business date, oldest first
 */
public record Retirement(List<Entry> nights) {
    /** Its path in a snapshot. */
    public static final String FILE = "_evidence/retirement.json";

    private static final String ALL_SOURCES = "";

    public Retirement {
        nights = List.copyOf(nights);
    }

    /**
     * The measure of one night when it was published; people erased since are still counted.
     *
     * @param profiles rows of the profiles
     * @param subjectsOnProvided profiles with at least one provided value
     * @param attributes attributes that have values or a sunset, in the order of the catalogue
     * @param sources legacy sources that delivered values that night, by name
     * @param supplies provided values, by source, attribute and rule
     * @param segments segments of the legacy sources, by name of the source; null if they were not counted
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

        /** Values in profiles, over all attributes. */
        public long values() {
            return attributes.stream()
                    .mapToLong(one -> one.declared() + one.provided())
                    .sum();
        }

        /** Provided values among them, which people typed in before there was an admission bar. */
        public long provided() {
            return attributes.stream().mapToLong(AttributeCount::provided).sum();
        }

        /** All sources together; empty if segments were not counted. */
        public Optional<SegmentCount> allSegments() {
            return Optional.ofNullable(segments)
                    .map(counts -> counts.stream().reduce(SegmentCount.none(ALL_SOURCES), SegmentCount::plus));
        }
    }

    /**
     * Values of one attribute, by origin.
     *
     * @param sunset last business date on which a provided value counts; null if there is none
     */
    public record AttributeCount(
            String attribute,
            long declared,
            long provided,
            @Nullable LocalDate sunset) {}

    /**
     * One legacy source.
     *
     * @param delivered values read; for a rollback, those in the older snapshot
     * @param kept values that are in profiles
     */
    public record SourceCount(String source, long delivered, long kept) {}

    /** Values in profiles from one source, recognised by one provenance rule. */
    public record Supply(String source, String attribute, String rule, long values) {}

    /**
     * Segments of one source, or its attributes if it has those instead.
     *
     * @param delivered number of distinct ones
     * @param thatMay how many of them a profile could take a value from that night
     */
    public record SegmentCount(String source, Distinct delivered, Distinct thatMay) {
        /** Of a source without deliveries. */
        public static SegmentCount none(String source) {
            return new SegmentCount(source, Distinct.NONE, Distinct.NONE);
        }

        private SegmentCount plus(SegmentCount other) {
            return new SegmentCount(source, delivered.plus(other.delivered), thatMay.plus(other.thatMay));
        }

        /** Share of the delivered ones that may still supply a value, 0 to 1; empty if there are too many to count. */
        public OptionalDouble share() {
            if (delivered.more()) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of(delivered.counted() == 0 ? 0 : (double) thatMay.counted() / delivered.counted());
        }
    }

    /**
     * A number of distinct things, counted up to a bound.
     *
     * @param more whether there are more
     */
    public record Distinct(long counted, boolean more) {
        static final Distinct NONE = new Distinct(0, false);

        /** A number that is exact up to a bound. */
        public static Distinct upTo(long most, long number) {
            return new Distinct(Math.min(number, most), number > most);
        }

        private Distinct plus(Distinct other) {
            return new Distinct(counted + other.counted, more || other.more);
        }
    }

    /** The measure in a snapshot; empty for snapshots of early versions. */
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

    /** With another night; replaces another run of the same date. */
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
