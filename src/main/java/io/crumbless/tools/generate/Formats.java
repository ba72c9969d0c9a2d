package io.crumbless.tools.generate;

import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.Shape;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The formats of generated deliveries.
 *
 * @param shapes shapes of legacy input, one source for each
 * @param memberships format of legacy input; empty for the usual format of each shape. If it is CSV, the shape list is
 *     written as JSON Lines, since CSV has no lists
 * @param links format of links and opt-outs
 * @param declarations format of all sources of declarations; empty for the usual format of each
 * @param preferenceCentre storage of the largest source of declarations
 */
public record Formats(
        Set<Shape> shapes,
        Optional<Format> memberships,
        Format links,
        Optional<Format> declarations,
        PreferenceCentre preferenceCentre) {
    /** Each source in its usual format; links in CSV. */
    public static final Formats USUAL = new Formats(
            EnumSet.of(Shape.MEMBERSHIP), Optional.empty(), Format.CSV, Optional.empty(), PreferenceCentre.FILE);

    /** The storage of the statements of the preference centre. */
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
