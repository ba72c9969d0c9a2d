package io.crumbless.tools.inspect;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvOptions;
import io.crumbless.columnar.text.Packing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The format of a file, as its first bytes show it.
 *
 * @param compression {@code gzip} and the like; empty where there is none
 * @param dialect of CSV
 * @param columns of CSV and of formats that say them; empty for JSON Lines
 * @param hasHeader CSV: whether the first record names the columns; otherwise they are named by their position
 * @param assumed what was assumed because nothing says it, in sentences
 * @param unread why it cannot be read, to follow "it is"; empty where it can
 */
public record FileForm(
        Kind kind,
        Optional<String> compression,
        Optional<CsvDialect> dialect,
        List<String> columns,
        boolean hasHeader,
        List<String> assumed,
        Optional<String> unread) {
    /** Formats, as a job file names them. */
    public enum Kind {
        CSV("csv"),
        JSONL("jsonl"),
        PARQUET("parquet"),
        AVRO("avro"),
        /** A file that a library of its own reads. */
        ORC("orc"),
        /** A folder with a log that says what of it counts. */
        DELTA("delta"),
        /** A folder with metadata that say what of it counts. */
        ICEBERG("iceberg"),
        /** Nothing at all, not even a header. */
        EMPTY("empty"),
        /** None that is read. */
        OTHER("other");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public FileForm {
        columns = List.copyOf(columns);
        assumed = List.copyOf(assumed);
    }

    static FileForm unread(String why) {
        return new FileForm(
                Kind.OTHER, Optional.empty(), Optional.empty(), List.of(), false, List.of(), Optional.of(why));
    }

    static FileForm of(Kind kind, List<String> columns) {
        return new FileForm(kind, Optional.empty(), Optional.empty(), columns, true, List.of(), Optional.empty());
    }

    FileForm assuming(String what) {
        List<String> all = new ArrayList<>(assumed);
        all.add(what);
        return new FileForm(kind, compression, dialect, columns, hasHeader, all, unread);
    }

    /** Without what a file may have or not: comments, and a last line that counts, which shows in small files alone. */
    private static CsvDialect ofEveryFile(CsvDialect dialect) {
        return dialect.with(dialect.options().withAsides(CsvOptions.NONE, false));
    }

    /** The same, with the comments and the last line of another file of the delivery. */
    FileForm withAsidesOf(FileForm other) {
        Optional<CsvDialect> both = dialect.map(own -> own.with(own.options()
                .withAsides(
                        Math.max(own.options().comment(), other.comment()),
                        own.options().lastLineCounts()
                                || other.dialect
                                        .map(one -> one.options().lastLineCounts())
                                        .orElse(false))));
        Set<String> sentences = new LinkedHashSet<>(assumed);
        sentences.addAll(other.assumed);
        return new FileForm(kind, compression, both, columns, hasHeader, List.copyOf(sentences), unread);
    }

    private int comment() {
        return dialect.map(one -> one.options().comment()).orElse(CsvOptions.NONE);
    }

    FileForm packed(Optional<Packing> packing) {
        Optional<String> word = packing.map(how -> how.name().toLowerCase(Locale.ROOT));
        return new FileForm(kind, word, dialect, columns, hasHeader, assumed, unread);
    }

    /** Whether files of the two forms are one delivery; JSON Lines and Parquet have columns of each file's own. */
    boolean isLike(FileForm other) {
        return kind == other.kind
                && dialect.map(FileForm::ofEveryFile).equals(other.dialect.map(FileForm::ofEveryFile))
                && (kind != Kind.CSV || columns.equals(other.columns))
                && unread.isPresent() == other.unread.isPresent();
    }
}
