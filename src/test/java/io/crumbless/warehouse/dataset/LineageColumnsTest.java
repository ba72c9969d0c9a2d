package io.crumbless.warehouse.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.parquet.read.GroupRow;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.kernel.profile.StatementRef;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.settings.policy.PolicyFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every component of a lineage is in the column of its name; all values differ, so a swapped one is detected. */
@Tag("unit")
class LineageColumnsTest {
    private static final Policy POLICY = PolicyFolder.read(Path.of("jobs/policy"));
    private static final String ATTRIBUTE = "language";
    private static final Lineage LINEAGE = new Lineage(
            Origin.DECLARED,
            "an id",
            "a source",
            "a channel",
            "an elicitation",
            List.of("service_messages", "another purpose"),
            new NoticeRef("a notice", "a version", "a language"),
            "a basis",
            1_700_000_000_000_001L,
            20_001,
            "a rule",
            List.of(new StatementRef("earlier id", "earlier source")));

    @TempDir
    private Path folder;

    @Test
    void everyPartOfALineageIsInTheColumnOfItsName() {
        assertThat(written(
                        Layout.profiles(POLICY),
                        out -> new ProfileWriter(out, POLICY, new SnapshotStamp("run", "policy", 1)).write(profile())))
                .containsExactly(
                        "origin declared",
                        "declaration_id an id",
                        "source a source",
                        "channel a channel",
                        "elicitation an elicitation",
                        "purposes [service_messages, another purpose]",
                        "notice_id a notice",
                        "notice_version a version",
                        "notice_language a language",
                        "legal_basis a basis",
                        "declared_at 2023-11-14T22:13:20.000001Z",
                        "valid_until 2024-10-05",
                        "rule a rule",
                        "accumulated_from [earlier id]",
                        "accumulated_sources [earlier source]");
    }

    @Test
    void anExtractHoldsWhatLeadsToTheEvidence() {
        Purpose purpose = POLICY.purpose("service_messages").orElseThrow();

        assertThat(written(Layout.extract(POLICY, purpose), out -> new ExtractWriter(out, POLICY, purpose, "run")
                        .write(profile())))
                .containsExactly(
                        "origin declared",
                        "declaration_id an id",
                        "source a source",
                        "declared_at 2023-11-14T22:13:20.000001Z",
                        "valid_until 2024-10-05");
    }

    private static Profile profile() {
        return new Profile(
                new SubjectId("C-1"),
                "DE",
                List.of(new Profile.Entry(
                        POLICY.indexOf(ATTRIBUTE),
                        POLICY.attribute(ATTRIBUTE)
                                .orElseThrow()
                                .type()
                                .parse("de")
                                .orElseThrow(),
                        LINEAGE)));
    }

    /** Name and value of each column of the struct, in the order of the schema. */
    private List<String> written(Dataset dataset, Consumer<PartWriter> rows) {
        Location file = Location.of(folder.resolve("part-00000.parquet"));
        try (PartWriter out = PartWriter.create(file, dataset.schema(), dataset.settings())) {
            rows.accept(out);
            out.finish();
        }
        String struct = ATTRIBUTE + Layout.LINEAGE_SUFFIX + ".";
        List<String> columns = dataset.schema().paths().stream()
                .filter(path -> path.startsWith(struct))
                .toList();
        List<String> values = new ArrayList<>();
        try (RowGroupReader group = ParquetTable.open(file).rowGroup(0, columns)) {
            GroupRow row = new GroupRow(group);
            row.moveTo(0);
            columns.forEach(column -> values.add(column.substring(struct.length()) + " "
                    + (row.isList(column) ? row.texts(column) : row.text(column))));
        }
        return values;
    }
}
