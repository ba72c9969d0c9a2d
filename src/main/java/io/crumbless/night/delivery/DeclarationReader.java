package io.crumbless.night.delivery;

import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.process.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the declarations of one delivery, or of a part of it, record by record. Every record becomes a statement to be
 * judged or a malformed one; none is lost.
 */
public final class DeclarationReader {
    private static final String ACTION = "action";

    private final DeliveryPart part;
    private final ColumnMapping columns;
    private final RowReader rows;
    private final Optional<StatementMapping> mapping;
    private final TimeForms times;
    private final boolean typed;

    /** @param typed whether columns may contain times by their type */
    private DeclarationReader(
            DeliveryPart part,
            ColumnMapping columns,
            RowReader rows,
            Optional<StatementMapping> mapping,
            TimeForms times,
            boolean typed) {
        this.part = part;
        this.columns = columns;
        this.rows = rows;
        this.mapping = mapping;
        this.times = times;
        this.typed = typed;
    }

    /** Receives records in the order of the file. */
    public interface Sink {
        /** @param position the line on which the record starts, or the number of its row, from 1 */
        void record(long position, RawStatement raw);

        /**
         * A record that does not have the shape of its file.
         *
         * @param mayWithdraw whether it contains a word of withdrawals, so that the run must stop
         */
        void malformed(long position, Refusal reason, boolean mayWithdraw);

        /** A statement created by a mapping that is invalid under any policy. */
        default void refused(long position, RawStatement raw, Refusal reason) {
            malformed(position, reason, false);
        }

        /** A question that a record did not answer; the statement is the one that would have been created. */
        default void unanswered(long position, RawStatement raw) {}

        /** An item of a record that the job file excludes. */
        default void itemLeftOut() {}

        /** The end of a record from which statements are created. */
        default void recordEnds(RecordEnd end) {}

        /** The keys in a part of JSON Lines. */
        default void keys(KeyWatch watch) {}

        /**
         * A record whose column differs from the partition folder of the same name; the column counts.
         *
         * @param column its name in the source
         */
        default void otherThanFolder(String column) {}
    }

    /** A reader of a source's file whose records are statements, and its times ISO 8601. */
    static DeclarationReader of(DeliveryPlace.Files files, ColumnMapping columns, DeliveryPart part) {
        return new DeclarationReader(
                part, columns, RowReader.of(part, files.format(), columns), Optional.empty(), TimeForms.ISO, false);
    }

    /** A reader of a source's file, or of its database's delivery, after it was {@linkplain DatabaseDelivery staged}. */
    public static DeclarationReader of(DeclarationSource source, DeliveryPart part) {
        String items = source.mapping().map(StatementMapping::items).orElse("");
        FileFormat format =
                source.place() instanceof DeliveryPlace.Files files ? files.format() : new FileFormat.Parquet();
        ColumnMapping columns = source.place() instanceof DeliveryPlace.Files
                ? source.columns()
                : ColumnMapping.unmapped(source.columns().columns());
        RowReader rows = RowReader.of(part, format, columns, items);
        return new DeclarationReader(
                part, columns, rows, source.mapping(), source.times(), TimeForms.mayBeTyped(format));
    }

    /** A reader for a copied database whose rows are statements with ISO 8601 times. */
    static DeclarationReader ofStaged(DeliveryPart part) {
        ColumnMapping columns = ColumnMapping.unmapped(DeclarationColumns.ALL);
        return new DeclarationReader(
                part,
                columns,
                RowReader.of(part, new FileFormat.Parquet(), columns),
                Optional.empty(),
                TimeForms.ISO,
                true);
    }

    /**
     * Reads every record once.
     *
     * @throws Failure supplier, if the file as a whole cannot be read: damaged, changed meanwhile, a column missing
     */
    public void read(Sink sink) {
        read(KeyShare.ALL, sink);
    }

    /** As {@link #read(Sink)}; records of subjects outside the sample are skipped. */
    public void read(KeyShare share, Sink sink) {
        if (mapping.isPresent()) {
            StatementMaker maker = new StatementMaker(mapping.get(), new Made(share, sink));
            read(mapping.get().hasItemsInCells() ? new CellItems(mapping.get(), maker) : maker, sink);
            return;
        }
        read(statements(share, sink), sink);
    }

    private void read(RowSink rowSink, Sink sink) {
        rows.read(OtherFolders.around(rowSink, part.file(), columns, (position, column, name, ofFolder, ofRecord) -> {
            if (columns.columns().get(column).name().equals(ACTION)
                    && columns.actions().withdraws(ofFolder)
                            != columns.actions().withdraws(ofRecord)) {
                throw new Failure(
                        Failure.ErrorCategory.INPUT,
                        "Cannot read " + part.file().location() + ": the record at " + position
                                + " may be a withdrawal, " + OtherFolders.message(name)
                                + "; correct it and run again");
            }
            sink.otherThanFolder(name);
        }));
    }

    private RowSink statements(KeyShare share, Sink sink) {
        return new RowSink() {
            @Override
            public void row(long position, @Nullable String[] texts) {
                if (isOf(share, DeclarationColumns.subjectId(texts))) {
                    sink.record(position, statement(texts));
                }
            }

            @Override
            public void malformed(long position, boolean mayWithdraw) {
                sink.malformed(position, Refusal.MALFORMED, mayWithdraw);
            }

            @Override
            public void keys(KeyWatch watch) {
                sink.keys(watch);
            }
        };
    }

    private RawStatement statement(@Nullable String[] texts) {
        times.toIso(texts, DeclarationColumns.ALL, typed);
        return RawStatement.of(texts);
    }

    private static boolean isOf(KeyShare share, @Nullable String subjectId) {
        if (share.share() == 1) {
            return true;
        }
        String subject = RawStatement.namedSubject(subjectId);
        return subject == null || share.takes(subject);
    }

    /** Passes on statements created by a mapping. */
    private final class Made implements StatementMaker.Sink {
        private final KeyShare share;
        private final Sink sink;

        Made(KeyShare share, Sink sink) {
            this.share = share;
            this.sink = sink;
        }

        @Override
        public boolean wants(@Nullable String subjectId) {
            return isOf(share, subjectId);
        }

        @Override
        public void statement(long position, @Nullable String[] texts, @Nullable Refusal fault) {
            RawStatement raw = DeclarationReader.this.statement(texts);
            if (fault == null) {
                sink.record(position, raw);
            } else {
                sink.refused(position, raw, fault);
            }
        }

        @Override
        public void unanswered(long position, @Nullable String[] texts) {
            sink.unanswered(position, DeclarationReader.this.statement(texts.clone()));
        }

        @Override
        public void itemLeftOut() {
            sink.itemLeftOut();
        }

        @Override
        public void recordEnds(RecordEnd end) {
            sink.recordEnds(end);
        }

        @Override
        public void malformed(long position, boolean mayWithdraw) {
            sink.malformed(position, Refusal.MALFORMED, mayWithdraw);
        }

        @Override
        public void keys(KeyWatch watch) {
            sink.keys(watch);
        }
    }
}
