package io.crumbless.tools.generate;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The settings of the generator. Settings that differ only in the folder produce the same bytes on every machine and
 * with any number of threads; only the job file contains the path of the policy.
 *
 * @param folder output folder; created if missing
 * @param policy folder of the policy whose attributes, purposes, notices and segments are used
 * @param date first business date
 * @param nights number of consecutive business dates, each with its deliveries
 * @param zone time zone of the people and shops
 */
public record GenerateSettings(
        Path folder,
        Path policy,
        long seed,
        LocalDate date,
        int nights,
        ZoneId zone,
        Scale scale,
        Behaviour manners,
        Formats formats,
        Existing existing,
        JobFile jobFile) {
    /** The seed of the sample data. */
    public static final long DEFAULT_SEED = 2026;

    /** The time zone of the shop in the shipped policy. */
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("Europe/Berlin");

    /** A month: more nights than anybody examines. */
    public static final int MOST_NIGHTS = 31;

    /** What happens to existing files. */
    public enum Existing {
        REFUSE,
        /** Existing output files are replaced; others are kept. */
        REPLACE
    }

    /** Whether a job file for the deliveries is written too. */
    public enum JobFile {
        WRITE,
        /** None, because another job file reads the data. */
        NONE
    }

    public GenerateSettings {
        if (nights < 1 || nights > MOST_NIGHTS) {
            throw new IllegalArgumentException("nights must be between 1 and " + MOST_NIGHTS + " but was " + nights);
        }
    }

    LocalDate lastDate() {
        return date.plusDays(nights - 1L);
    }

    /**
     * A builder for one night of a shop with that many customers, in the usual formats.
     *
     * @param people 1 or more
     */
    public static Builder builder(Path folder, Path policy, LocalDate date, long people) {
        return new Builder(folder, policy, date, Scale.ofPeople(people));
    }

    /** Changes settings from their usual values. */
    public static final class Builder {
        private final Path folder;
        private final Path policy;
        private final LocalDate date;
        private Scale scale;
        private long seed = DEFAULT_SEED;
        private int nights = 1;
        private ZoneId zone = DEFAULT_ZONE;
        private Behaviour manners = Behaviour.USUAL;
        private Formats formats = Formats.USUAL;
        private Existing existing = Existing.REFUSE;
        private JobFile jobFile = JobFile.WRITE;

        private Builder(Path folder, Path policy, LocalDate date, Scale scale) {
            this.folder = folder;
            this.policy = policy;
            this.date = date;
            this.scale = scale;
        }

        public Builder scale(Scale value) {
            scale = value;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Builder nights(int value) {
            nights = value;
            return this;
        }

        public Builder zone(ZoneId value) {
            zone = value;
            return this;
        }

        public Builder manners(Behaviour value) {
            manners = value;
            return this;
        }

        public Builder formats(Formats value) {
            formats = value;
            return this;
        }

        public Builder existing(Existing value) {
            existing = value;
            return this;
        }

        public Builder jobFile(JobFile value) {
            jobFile = value;
            return this;
        }

        public GenerateSettings build() {
            return new GenerateSettings(
                    folder, policy, seed, date, nights, zone, scale, manners, formats, existing, jobFile);
        }
    }
}
