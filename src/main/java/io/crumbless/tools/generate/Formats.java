package io.crumbless.tools.generate;

import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.Shape;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How deliveries are written.
 *
 * @param shapes of legacy input, one source for each
 * @param memberships format of legacy input; empty for each shape in its own manner. Where this is CSV the shape list is
 *     written as JSON Lines, because CSV has no lists
 * @param links format of links and opt-outs
 * @param declarations format of all sources of declarations; empty for each in its own manner
 * @param preferenceCentre what holds the largest source of declarations
 */
public record Formats(
        Set<Shape> shapes,
        Optional<Format> memberships,
        Format links,
        Optional<Format> declarations,
        PreferenceCentre preferenceCentre) {
    /** Memberships, links in CSV, declarations: all in the formats such sources usually have. */
    public static final Formats USUAL = new Formats(
            EnumSet.of(Shape.MEMBERSHIP), Optional.empty(), Format.CSV, Optional.empty(), PreferenceCentre.FILE);

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

    /** The format of the source of that shape. */
    Format of(Shape shape) {
        Format usual =
                switch (shape) {
                    case MEMBERSHIP -> Format.PARQUET;
                    case LIST -> Format.JSONL;
                    case WIDE, TALL -> Format.CSV;
                };
        Format format = memberships.orElse(usual);
        return shape == Shape.LIST && format == Format.CSV ? Format.JSONL : format;
    }
}
