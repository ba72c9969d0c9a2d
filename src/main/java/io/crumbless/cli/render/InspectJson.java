package io.crumbless.cli.render;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.tools.inspect.ColumnLook;
import io.crumbless.tools.inspect.FileForm;
import io.crumbless.tools.inspect.Inspection;
import io.crumbless.tools.inspect.KeyOverlap;
import io.crumbless.tools.inspect.LikelyMistake;
import io.crumbless.tools.inspect.SourceLook;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON output of {@code inspect}. */
public final class InspectJson {
    private InspectJson() {}

    public static String of(Inspection inspection) {
        return ResultJson.text(ResultJson.ordered(
                "outcome", "inspected",
                "exit_code", 0,
                "sources",
                        inspection.sources().stream().map(InspectJson::source).toList(),
                "overlaps",
                        inspection.overlaps().stream().map(InspectJson::overlap).toList(),
                "mistakes",
                        inspection.mistakes().stream().map(InspectJson::mistake).toList()));
    }

    private static Map<String, @Nullable Object> source(SourceLook source) {
        FileForm form = source.form();
        return ResultJson.ordered(
                "source", source.name(),
                "files", source.files(),
                "files_looked_at", source.looked(),
                "bytes", source.bytes(),
                "rows_looked_at", source.rows(),
                "whole", source.whole(),
                "format", form.kind().word(),
                "compression", form.compression().orElse(null),
                "csv", form.dialect().map(dialect -> csv(dialect, form)).orElse(null),
                "assumed", form.assumed(),
                "columns", source.columns().stream().map(InspectJson::column).toList());
    }

    private static Map<String, @Nullable Object> csv(CsvDialect dialect, FileForm form) {
        return ResultJson.ordered(
                "delimiter", String.valueOf(dialect.delimiter()),
                "quote", dialect.quote() == CsvDialect.NO_QUOTE ? null : String.valueOf(dialect.quote()),
                "encoding", dialect.encoding().name(),
                "header", form.hasHeader());
    }

    private static Map<String, @Nullable Object> column(ColumnLook column) {
        return ResultJson.ordered(
                "column", column.name(),
                "type", column.type(),
                "list", column.list(),
                "time_form", column.timeForm().orElse(null),
                "values", column.said(),
                "empty", column.empty(),
                "words_for_nothing", new TreeMap<>(column.nothing()),
                "distinct", column.distinct());
    }

    private static Map<String, @Nullable Object> overlap(KeyOverlap overlap) {
        return ResultJson.ordered(
                "source", overlap.source(),
                "column", overlap.column(),
                "distinct", overlap.distinct(),
                "other_source", overlap.otherSource(),
                "other_column", overlap.otherColumn(),
                "other_distinct", overlap.otherDistinct(),
                "common", overlap.common(),
                "share", rounded(overlap.share()),
                "other_share", rounded(overlap.otherShare()));
    }

    private static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }

    private static Map<String, @Nullable Object> mistake(LikelyMistake mistake) {
        return ResultJson.ordered(
                "source", mistake.source(),
                "column", mistake.column().orElse(null),
                "mistake", mistake.kind().word(),
                "message", mistake.message());
    }
}
