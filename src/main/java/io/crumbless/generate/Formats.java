package io.crumbless.generate;

import io.crumbless.legacy.Format;
import io.crumbless.legacy.Shape;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How deliveries are written.
 *
 * @param shapes of legacy input, one source for each
 * @param memberships format of legacy input; the shape list is written as JSON Lines where this is CSV
 * @param links format of links and opt-outs
 * @param declarations format of all sources of declarations; empty for each in its own manner
 * @param preferenceCentre what holds the largest source of declarations
 */
public record Formats(
        Set<Shape> shapes,
        Format memberships,
        Format links,
        Optional<Format> declarations,
        PreferenceCentre preferenceCentre) {
    /** Memberships in Parquet, links in CSV, declarations in the formats such sources usually have. */
    public static final Formats USUAL = new Formats(
            EnumSet.of(Shape.MEMBERSHIP), Format.PARQUET, Format.CSV, Optional.empty(), PreferenceCentre.FILE);

    /** What holds the statements of the preference centre. */
    public enum PreferenceCentre {
        /** A file, as an export. */
        FILE,
        /** An SQL script that fills an H2 database in memory; for thousands of statements, not for millions. */
        DATABASE
    }

    public Formats {
        shapes = shapes.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(shapes));
    }

    /** The format of the source of that shape: CSV has no lists. */
    Format of(Shape shape) {
        return shape == Shape.LIST && memberships == Format.CSV ? Format.JSONL : memberships;
    }
}
