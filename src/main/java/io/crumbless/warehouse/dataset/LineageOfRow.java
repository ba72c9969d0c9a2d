package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.read.GroupRow;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.StatementRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the lineage of one attribute in a row of profiles or of an extract. */
public final class LineageOfRow {
    private final GroupRow row;
    private final String struct;

    public LineageOfRow(GroupRow row, String attribute) {
        this.row = row;
        this.struct = attribute + Layout.LINEAGE_SUFFIX + ".";
    }

    /**
     * The source in the job file; empty if the row has no value of the attribute. Quick to read, since it is a plain
     * column.
     */
    public Optional<String> source() {
        return Optional.ofNullable(row.text(at(LineageColumns.SOURCE)));
    }

    /** Null for values that were not declared. */
    public @Nullable String declarationId() {
        return row.text(at(LineageColumns.DECLARATION_ID));
    }

    /** The entire lineage, in a row of profiles that has a value of the attribute. */
    public Lineage read() {
        return new Lineage(
                Origin.ofWord(row.required(at(LineageColumns.ORIGIN))).orElse(Origin.UNKNOWN),
                declarationId(),
                row.required(at(LineageColumns.SOURCE)),
                row.text(at(LineageColumns.CHANNEL)),
                row.text(at(LineageColumns.ELICITATION)),
                row.texts(at(LineageColumns.PURPOSES)),
                notice(),
                row.text(at(LineageColumns.LEGAL_BASIS)),
                row.micros(at(LineageColumns.DECLARED_AT)),
                row.epochDay(at(LineageColumns.VALID_UNTIL)),
                row.required(at(LineageColumns.RULE)),
                parts());
    }

    private @Nullable NoticeRef notice() {
        String id = row.text(at(LineageColumns.NOTICE_ID));
        return id == null
                ? null
                : new NoticeRef(
                        id,
                        row.required(at(LineageColumns.NOTICE_VERSION)),
                        row.required(at(LineageColumns.NOTICE_LANGUAGE)));
    }

    /** Snapshots of earlier versions lack the column of sources. */
    private List<StatementRef> parts() {
        List<String> ids = row.texts(at(LineageColumns.ACCUMULATED_FROM));
        boolean sourced = !ids.isEmpty() && row.has(at(LineageColumns.ACCUMULATED_SOURCES));
        List<String> sources = sourced ? row.texts(at(LineageColumns.ACCUMULATED_SOURCES)) : List.of();
        List<StatementRef> parts = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            parts.add(new StatementRef(ids.get(i), sources.size() == ids.size() ? sources.get(i) : null));
        }
        return parts;
    }

    private String at(ColumnSpec<?> column) {
        return struct + column.name();
    }
}
