package io.crumbless.cli.render;

import io.crumbless.process.Quantity;
import io.crumbless.tools.init.InitReport;
import io.crumbless.tools.inspect.Forms;
import io.crumbless.tools.inspect.LikelyMistake;
import io.crumbless.tools.inspect.SourceLook;
import java.util.function.UnaryOperator;

/** The text output of {@code init}: what was drafted and what remains to be decided. */
public final class InitWords {
    private InitWords() {}

    /** @param shown formats a location for people */
    public static String of(InitReport report, UnaryOperator<String> shown) {
        StringBuilder text = new StringBuilder();
        for (SourceLook source : report.inspection().sources()) {
            text.append("read ")
                    .append(shown.apply(source.name()))
                    .append(": ")
                    .append(Quantity.of(source.files(), "file"))
                    .append(", ")
                    .append(Forms.describe(source.form()))
                    .append(", ")
                    .append(Quantity.of(source.rows(), "record"))
                    .append(source.whole() ? "" : "; the rest was not read")
                    .append('\n');
        }
        for (LikelyMistake mistake : report.inspection().mistakes()) {
            text.append("  ")
                    .append(shown.apply(mistake.source()))
                    .append(mistake.column().map(column -> ", '" + column + "'").orElse(""))
                    .append(": ")
                    .append(mistake.message())
                    .append('\n');
        }
        report.written().forEach(file -> text.append("wrote ")
                .append(shown.apply(file.toString()))
                .append('\n'));
        text.append("  ").append(Quantity.of(report.segments(), "segment")).append(", all of unknown origin");
        text.append(
                        report.rareSegments() == 0
                                ? ""
                                : "; " + Quantity.of(report.rareSegments(), "other")
                                        + " with too few cookies to be written")
                .append('\n');
        text.append("  ").append(Quantity.of(report.attributes(), "attribute")).append(" without purposes\n");
        text.append(
                report.whole() ? "" : "  not every record was read: segments and answers in the rest are missing\n");
        text.append("decide next\n");
        report.decisions()
                .forEach(decision -> text.append("  ").append(decision).append('\n'));
        String policy = shown.apply(report.policy().toString());
        return text.append("'crumbless policy check ")
                .append(policy)
                .append("' names what is left")
                .toString();
    }
}
