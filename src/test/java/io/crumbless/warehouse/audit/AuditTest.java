package io.crumbless.warehouse.audit;

import static io.crumbless.warehouse.audit.TestingSnapshot.POLICY;
import static io.crumbless.warehouse.audit.TestingSnapshot.RUN;
import static io.crumbless.warehouse.audit.TestingSnapshot.declared;
import static io.crumbless.warehouse.audit.TestingSnapshot.held;
import static io.crumbless.warehouse.audit.TestingSnapshot.provided;
import static io.crumbless.warehouse.audit.TestingSnapshot.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.Struct;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.StatementRef;
import io.crumbless.warehouse.audit.TestingSnapshot.Held;
import io.crumbless.warehouse.audit.TestingSnapshot.Moment;
import io.crumbless.warehouse.audit.TestingSnapshot.Row;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot that breaks a law does not pass, whoever broke it; one that breaks none does. */
@Tag("unit")
@Tag("slow")
class AuditTest {
    @TempDir
    private Path folder;

    private TestingSnapshot snapshot;

    @BeforeEach
    void begin() {
        snapshot = TestingSnapshot.sound(folder);
    }

    @Test
    void passesASnapshotThatBreaksNoLaw() throws Exception {
        Audited audited = snapshot.publish().audit();

        assertThat(audited.findings()).isEmpty();
        assertThat(audited.runId()).isEqualTo(RUN);
        assertThat(audited.checks()).hasSize(Rule.values().length);
        assertThat(audited.checks())
                .filteredOn(check -> check.looked() == 0)
                .extracting(Audited.Check::rule)
                .containsExactly(Rule.WITHDRAWALS_HONOURED, Rule.ERASED_STAY_GONE, Rule.RESTRICTED_NOT_USED);
    }

    @Test
    void passesASnapshotWhoseListsNameNoSources() throws Exception {
        snapshot.earlier = true;

        assertThat(snapshot.publish().audit().findings()).isEmpty();
    }

    @Test
    void findsAListOfEarlierVersionsThatIsGatheredFromOthers() throws Exception {
        snapshot.earlier = true;
        snapshot.changeLineage(
                "planned_purchases", lineage -> TestingSnapshot.accumulated(lineage, new StatementRef("d0", "store")));
        snapshot.publish();

        assertFinds(Rule.LINEAGE_RESOLVES, "row 0, 'planned_purchases'", "gathered from are not those in force");
    }

    @Test
    void findsAListGatheredFromAnotherSource() throws Exception {
        snapshot.changeLineage(
                "planned_purchases", lineage -> TestingSnapshot.accumulated(lineage, new StatementRef("d4", "survey")));
        snapshot.publish();

        assertFinds(Rule.LINEAGE_RESOLVES, "row 0, 'planned_purchases'", "gathered from are not those in force");
    }

    @Test
    void findsAListThatNamesAnIdWithoutItsSource() throws Exception {
        snapshot.profiles.clear();
        snapshot.moreProfiles =
                out -> writeRow(out, "planned_purchases", "d5", "2026-11-05T08:00:00Z", (schema, lineage) -> {
                    out.texts(schema.leaf("planned_purchases"), List.of("cot", "pram"));
                    out.beginStruct(schema.struct("planned_purchases__lineage"));
                    out.day(schema.leaf(lineage + "valid_until"), (int)
                            LocalDate.of(2027, 5, 4).toEpochDay());
                    out.texts(schema.leaf(lineage + "accumulated_from"), List.of("d4"));
                });
        snapshot.publish();

        assertFinds(Rule.LINEAGE_RESOLVES, "row 0, 'planned_purchases'", "gathered from are not those in force");
    }

    @Test
    void findsAValueOfOneStatementThatNamesSourcesOfOthers() throws Exception {
        snapshot.profiles.clear();
        snapshot.moreProfiles = out -> writeRow(out, "language", "d1", "2026-11-01T08:00:00Z", (schema, lineage) -> {
            TestingSnapshot.text(out, schema, "language", "de");
            out.beginStruct(schema.struct("language__lineage"));
            out.texts(schema.leaf(lineage + "accumulated_sources"), List.of("survey"));
        });
        snapshot.publish();

        assertFinds(Rule.LINEAGE_RESOLVES, "row 0, 'language'", "several statements");
    }

    /** @param more writes the value, begins the struct of its lineage and writes what is special there */
    private static void writeRow(
            PartWriter out, String attribute, String id, String at, BiConsumer<TableSchema, String> more) {
        TableSchema schema = Layout.profiles(POLICY).schema();
        String lineage = attribute + "__lineage.";
        out.beginRow();
        TestingSnapshot.text(out, schema, "subject_id", "C-1");
        TestingSnapshot.text(out, schema, "jurisdiction", "DE");
        more.accept(schema, lineage);
        Map.of(
                        "origin", "declared",
                        "declaration_id", id,
                        "source", "store",
                        "channel", "web_preference_center",
                        "elicitation", "prompted_choice",
                        "notice_id", "preference-centre",
                        "notice_version", "2",
                        "notice_language", "en",
                        "legal_basis", "eu-gdpr:A6-1-a",
                        "rule", "declared")
                .forEach((field, text) -> TestingSnapshot.text(out, schema, lineage + field, text));
        out.texts(schema.leaf(lineage + "purposes"), List.of("personal_offers"));
        out.micros(schema.leaf(lineage + "declared_at"), TestingSnapshot.micros(at));
        out.endStruct();
        TestingSnapshot.text(out, schema, "run_id", RUN);
        TestingSnapshot.text(out, schema, "policy_version", POLICY.version());
        out.micros(schema.leaf("as_of"), TestingSnapshot.micros("2026-11-22T23:00:00Z"));
        out.endRow();
    }

    @Test
    void findsAByteThatWasFlipped() throws Exception {
        snapshot.publish();
        Path file = snapshot.file("removals/part-00000.parquet");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 1;
        Files.write(file, bytes);

        assertFinds(Rule.BYTES_AS_WRITTEN, "removals/part-00000.parquet", "its bytes are not those");
    }

    @Test
    void findsAFileNobodyListed() throws Exception {
        snapshot.publish();
        Files.writeString(snapshot.file("profiles/cookies.csv"), "cookie\n");

        assertFinds(Rule.FILES_LISTED, "profiles/cookies.csv", "the manifest does not list it");
    }

    @Test
    void findsAMissingFile() throws Exception {
        snapshot.publish();
        Files.delete(snapshot.file("extracts/insight/part-00000.parquet"));

        assertFinds(Rule.BYTES_AS_WRITTEN, "extracts/insight/part-00000.parquet", "missing");
    }

    @Test
    void findsAManifestThatCannotBeRead() throws Exception {
        snapshot.publish();
        Files.writeString(snapshot.file(Warehouse.MANIFEST), "{");

        assertFinds(Rule.FILES_LISTED, Warehouse.MANIFEST, "cannot be read");
    }

    @Test
    void findsBooksThatDoNotClose() throws Exception {
        snapshot.sealing = manifest -> withBalance(manifest, 99, snapshot.log.size());
        snapshot.publish();

        assertFinds(Rule.BOOKS_CLOSE, Warehouse.MANIFEST, "account store statements: 99 counted but 9 in bins");
    }

    @Test
    void findsBooksThatTheFilesDoNotBearOut() throws Exception {
        snapshot.sealing = manifest -> withBalance(manifest, 12, 12);
        snapshot.publish();

        assertFinds(Rule.BOOKS_CLOSE, Warehouse.MANIFEST, "the bins hold 12 statements, the evidence log 9");
    }

    @Test
    void findsAMeasureOfRetirementThatIsBetterThanTheProfiles() throws Exception {
        snapshot.measuring = measure -> new Retirement(measure.nights().stream()
                .map(night -> new Retirement.Entry(
                        night.businessDate(),
                        night.runId(),
                        night.policyVersion(),
                        night.profiles(),
                        0,
                        night.attributes().stream()
                                .map(count -> new Retirement.AttributeCount(
                                        count.attribute(), count.declared() + count.provided(), 0, count.sunset()))
                                .toList(),
                        night.sources(),
                        List.of(),
                        night.segments()))
                .toList());
        snapshot.publish();

        assertFinds(Rule.BOOKS_CLOSE, Retirement.FILE, "0 provided values of 'salutation' where the profiles hold 1");
        assertFinds(Rule.BOOKS_CLOSE, Retirement.FILE, "0 profiles on provided values where the profiles hold 1");
        assertFinds(Rule.BOOKS_CLOSE, Retirement.FILE, "0 values supplied by dmp salutation");
    }

    /** The source 'dmp' delivered 4 values, one of which is kept. */
    static Stream<Arguments> segmentsThatCannotBe() {
        return Stream.of(
                Arguments.of(List.of(segments(1, 2)), "2 segments of 'dmp' may supply values, of 1"),
                Arguments.of(List.of(segments(5, 1)), "there are more segments of 'dmp' than values"),
                Arguments.of(List.of(segments(3, 0)), "no segments of 'dmp' may supply values, and some are kept"),
                Arguments.of(List.of(), "it does not count the segments of every source"));
    }

    private static Retirement.SegmentCount segments(int delivered, int thatMay) {
        return new Retirement.SegmentCount(
                "dmp", new Retirement.Distinct(delivered, false), new Retirement.Distinct(thatMay, false));
    }

    @ParameterizedTest
    @MethodSource("segmentsThatCannotBe")
    void findsSegmentsThatCannotBe(List<Retirement.SegmentCount> segments, String finding) throws Exception {
        snapshot.measuring = measure -> new Retirement(measure.nights().stream()
                .map(night -> new Retirement.Entry(
                        night.businessDate(),
                        night.runId(),
                        night.policyVersion(),
                        night.profiles(),
                        night.subjectsOnProvided(),
                        night.attributes(),
                        night.sources(),
                        night.supplies(),
                        segments))
                .toList());
        snapshot.publish();

        assertFinds(Rule.BOOKS_CLOSE, Retirement.FILE, finding);
    }

    @Test
    void findsAMeasureOfRetirementThatWasChangedLater() throws Exception {
        snapshot.publish();
        Path measure = snapshot.file(Retirement.FILE);
        Files.writeString(measure, Files.readString(measure).replace("2027-03-31", "2026-03-31"));

        assertFinds(Rule.BYTES_AS_WRITTEN, Retirement.FILE, "its bytes are not those the manifest was written for");
        assertFinds(Rule.BOOKS_CLOSE, Retirement.FILE, "the sunset of 'salutation' is not the policy's");
    }

    @Test
    void findsAMeasureOfRetirementThatIsGone() throws Exception {
        snapshot.publish();
        Files.delete(snapshot.file(Retirement.FILE));

        assertFinds(Rule.BYTES_AS_WRITTEN, Retirement.FILE, "missing");
    }

    @Test
    void findsANightWhosePredecessorIsRecordedDifferently() throws Exception {
        snapshot.publish();
        Path before = folder.resolve("snapshots/2026-11-21-0123456789ab");
        copy(snapshot.folder(), before);
        Path measure = before.resolve(Retirement.FILE);
        Files.writeString(measure, Files.readString(measure).replace("2026-11-22", "2026-11-21"));
        snapshot.sealing =
                manifest -> withPrevious(manifest, new Manifest.Previous("2026-11-21-0123456789ab", "0".repeat(64)));
        Files.move(snapshot.folder(), folder.resolve("old"));
        snapshot.publish();

        assertFinds(Rule.BOOKS_CLOSE, Retirement.FILE, "the nights before are not told as in 2026-11-21-0123456789ab");
    }

    @Test
    void findsAManifestThatWasChangedAfterANightFollowedIt() throws Exception {
        snapshot.publish();
        Path before = folder.resolve("snapshots/2026-11-21-0123456789ab");
        copy(snapshot.folder(), before);
        snapshot.sealing =
                manifest -> withPrevious(manifest, new Manifest.Previous("2026-11-21-0123456789ab", "0".repeat(64)));
        Files.move(snapshot.folder(), folder.resolve("old"));
        snapshot.publish();

        assertFinds(Rule.MANIFEST_CHAINED, "2026-11-21-0123456789ab/_evidence/manifest.json", "changed afterwards");
    }

    @Test
    void findsAPolicyThatIsNotTheOneInForce() throws Exception {
        snapshot.publish();
        Path purposes = snapshot.file(Warehouse.POLICY + "/purposes.yaml");
        Files.writeString(purposes, Files.readString(purposes) + "# and everything else\n");

        assertFinds(Rule.MANIFEST_CHAINED, Warehouse.POLICY, "not the policy the manifest names");
    }

    @Test
    void findsAColumnTheLayoutDoesNotHave() throws Exception {
        snapshot.layout = schemas(fields -> {
            fields.add(Column.of("cookie_id", 900, ColumnType.TEXT));
            return fields;
        });
        snapshot.publish();

        assertFinds(
                Rule.COLUMNS_OF_LAYOUT,
                "profiles/part-00000.parquet",
                "not of the layout: 'cookie_id' optional BINARY STRING, field id 900");
    }

    @Test
    void findsAnEntryOfTheFooterTheLayoutDoesNotHave() throws Exception {
        snapshot.layout = dataset -> new Dataset(
                dataset.folder(), dataset.schema().withMetadata(Map.of("crumbless.note", "C-1 is pregnant")));
        snapshot.publish();

        assertFinds(Rule.COLUMNS_OF_LAYOUT, "removals/part-00000.parquet", "the footer holds an entry");
        assertThat(snapshot.audit().findings()).noneMatch(finding -> finding.contains("pregnant"));
    }

    @Test
    void findsStatisticsThatHoldASpecialValue() throws Exception {
        snapshot.layout =
                schemas(fields -> fields.stream().map(AuditTest::withStatistics).toList());
        snapshot.publish();

        assertFinds(
                Rule.NO_BOUNDS_OF_VALUES,
                "profiles/part-00000.parquet, row group 0",
                "smallest and largest value of 'baby_due_date'");
        assertFinds(Rule.NO_BOUNDS_OF_VALUES, "declarations/part-00000.parquet, row group 0", "of 'value'");
    }

    @Test
    void findsSubjectsOutOfOrder() throws Exception {
        snapshot.profiles.add(snapshot.profiles.remove(0));
        snapshot.publish();

        assertFinds(Rule.SUBJECTS_IN_ORDER, "profiles/part-00000.parquet, row group 0, row 1", "not after");
    }

    @Test
    void findsARowOfAnotherRun() throws Exception {
        snapshot.stampedRun = "2026-11-21-000000000000";
        snapshot.publish();

        assertFinds(Rule.STAMPED, "profiles/part-00000.parquet, row group 0, row 0", "'run_id' is not the manifest's");
    }

    @Test
    void findsWhatWasInferred() throws Exception {
        snapshot.changeLineage("language", lineage -> with(lineage, Origin.INFERRED, "declared"));
        snapshot.publish();

        assertFinds(Rule.ADMISSIBLE_ORIGIN, "row group 0, row 0, 'language'", "none that the catalogue accepts");
    }

    @Test
    void findsAProvidedValueWhereOnlyDeclaredOnesPass() throws Exception {
        snapshot.profiles.add(new Row("C-4", new Held("home_store", "Berlin", provided("service_messages"))));
        snapshot.publish();

        assertFinds(Rule.ADMISSIBLE_ORIGIN, "row 2, 'home_store'", "none that the catalogue accepts");
    }

    @Test
    void findsAProvidedValueThatNoRuleLetsPass() throws Exception {
        Lineage lineage = with(provided("service_messages"), Origin.PROVIDED, "trait:algorithmic");
        snapshot.profiles.add(new Row("C-4", new Held("salutation", "mr", lineage)));
        snapshot.publish();

        assertFinds(Rule.ADMISSIBLE_ORIGIN, "row 2, 'salutation'", "no rule of the policy lets it pass");
    }

    @Test
    void findsAProvidedValueThePersonHasSpokenOf() throws Exception {
        snapshot.log.add(8, withdrawn("C-2", "w2", "*", "", "2020-01-01T00:00:00Z"));
        snapshot.log.sort(Comparator.comparing(TestingSnapshot.Said::subject));
        snapshot.publish();

        assertFinds(Rule.WITHDRAWALS_HONOURED, "row 1, 'salutation'", "has made a statement of it");
    }

    @Test
    void findsAValueOfAJurisdictionThePolicyDoesNotKnow() throws Exception {
        snapshot.change("d1", said -> said.jurisdiction("XX"));
        snapshot.publish();

        assertFinds(
                Rule.JURISDICTION_KNOWN,
                "profiles/part-00000.parquet, row group 0, row 0, 'language'",
                "the policy knows no jurisdiction of its statement (declarations/part-00000.parquet, row group 0, row 0)");
    }

    @Test
    void findsAPartOfAListOfNoJurisdiction() throws Exception {
        snapshot.change("d4", said -> said.jurisdiction(null));
        snapshot.publish();

        assertFinds(Rule.JURISDICTION_KNOWN, "row 0, 'planned_purchases'", "the policy knows no jurisdiction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XX", "FR", ""})
    void findsAProfileOfAnotherPlaceThanItsLatestStatement(String place) throws Exception {
        Row first = snapshot.profiles.get(0);
        snapshot.profiles.set(0, new Row("C-1", place.isEmpty() ? null : place, first.held()));
        snapshot.publish();

        assertFinds(
                Rule.JURISDICTION_KNOWN, "profiles/part-00000.parquet, row group 0, row 0", "its jurisdiction is not");
    }

    @Test
    void findsAPlaceOfSomebodyWhoSaidNothing() throws Exception {
        snapshot.profiles.set(1, new Row("C-2", "DE", snapshot.profiles.get(1).held()));
        snapshot.publish();

        assertFinds(
                Rule.JURISDICTION_KNOWN, "profiles/part-00000.parquet, row group 0, row 1", "its jurisdiction is not");
    }

    @Test
    void findsAnExtractOfAnotherPlace() throws Exception {
        Row first = snapshot.profiles.get(0);
        snapshot.extracted = Optional.of(List.of(new Row("C-1", "FR", first.held()), snapshot.profiles.get(1)));
        snapshot.publish();

        assertFinds(Rule.EXTRACTS_CUT, "row group 0, row 0", "its jurisdiction is not the profile's");
    }

    @Test
    void findsAValueWithoutLineage() throws Exception {
        TableSchema schema = Layout.profiles(POLICY).schema();
        snapshot.moreProfiles = out -> {
            out.beginRow();
            TestingSnapshot.text(out, schema, "subject_id", "C-9");
            TestingSnapshot.text(out, schema, "language", "de");
            TestingSnapshot.text(out, schema, "run_id", RUN);
            TestingSnapshot.text(out, schema, "policy_version", POLICY.version());
            out.micros(schema.leaf("as_of"), TestingSnapshot.micros("2026-11-22T23:00:00Z"));
            out.endRow();
        };
        snapshot.publish();

        assertFinds(Rule.LINEAGE_COMPLETE, "row 2, 'language'", "a value without lineage");
    }

    @Test
    void findsALineageWithoutStatement() throws Exception {
        snapshot.log.removeIf(said -> said.id().equals("d1"));
        snapshot.publish();

        assertFinds(Rule.LINEAGE_RESOLVES, "row 0, 'language'", "no such statement in force");
    }

    @Test
    void findsAValueTheStatementDidNotGive() throws Exception {
        snapshot.change("d1", said -> said.value("fr"));
        snapshot.publish();

        assertFinds(Rule.LINEAGE_RESOLVES, "row 0, 'language'", "the statement gave another value");
    }

    @Test
    void findsAnItemNobodyNamed() throws Exception {
        snapshot.change("d4", said -> said.value("[\"bicycle_trailer\"]"));
        snapshot.publish();

        assertFinds(Rule.LINEAGE_RESOLVES, "row 0, 'planned_purchases'", "the statements gave other items");
    }

    @Test
    void findsAStatementInForceThatNoProfileHolds() throws Exception {
        snapshot.log.add(declared("C-7", "d7", "language", "de", "service_messages", "2026-11-01T08:00:00Z"));
        snapshot.publish();

        assertFinds(
                Rule.LINEAGE_RESOLVES,
                "declarations/part-00000.parquet, row group 0, row 9",
                "no profile holds its value: 'language'");
    }

    @Test
    void findsAPurposeTheValueWasNotDeclaredFor() throws Exception {
        snapshot.change("d1", said -> said.purposes("service_messages"));
        snapshot.publish();

        assertFinds(Rule.PURPOSE_BINDS, "row 0, 'language'", "a purpose it was not declared for");
    }

    @Test
    void findsAPurposeTheCatalogueDoesNotAllow() throws Exception {
        snapshot.log.add(declared("C-1", "d8", "home_store", "Kiel", "insight", "2026-11-01T08:00:00Z"));
        snapshot.log.sort(Comparator.comparing(TestingSnapshot.Said::subject));
        addToFirst(held("home_store", "Kiel", snapshot.said("d8"), null));
        snapshot.publish();

        assertFinds(Rule.PURPOSE_BINDS, "row 0, 'home_store'", "the catalogue does not allow");
    }

    @Test
    void findsASpecialValueWithoutExplicitBasis() throws Exception {
        snapshot.change("d2", said -> said.basis("eu-gdpr:A6-1-a"));
        snapshot.publish();

        assertFinds(Rule.SPECIAL_CATEGORY, "row 0, 'baby_due_date'", "none that its jurisdiction takes");
    }

    @Test
    void findsAValueThatOutlivedItsEnd() throws Exception {
        snapshot.changeLineage("baby_due_date", lineage -> until(lineage, 20_000));
        snapshot.publish();

        assertFinds(Rule.NOT_OUTLIVED, "row 0, 'baby_due_date'", "its last day has passed");
    }

    @Test
    void findsAWithdrawnValue() throws Exception {
        snapshot.log.add(0, withdrawn("C-1", "w3", "language", "personal_offers", "2026-11-01T08:00:00Z"));
        snapshot.publish();

        assertFinds(Rule.WITHDRAWALS_HONOURED, "row 0, 'language'", "held although it was withdrawn");
    }

    @Test
    void findsAValueWithdrawnUnderAnotherSpelling() throws Exception {
        snapshot.log.add(withdrawn("c-1\u200b", "w3", "language", "personal_offers", "2026-11-01T08:00:00Z"));
        snapshot.publish();

        assertFinds(Rule.WITHDRAWALS_HONOURED, "row 0, 'language'", "held although it was withdrawn");
    }

    @Test
    void findsAValueThatServesWhatThePersonOptedOutOf() throws Exception {
        snapshot.log.add(0, withdrawn("C-1", "w3", "*", "opt-out:sensitive", "2026-11-20T08:00:00Z"));
        snapshot.publish();

        assertFinds(Rule.WITHDRAWALS_HONOURED, "row 0, 'baby_due_date'", "serves what the person opted out of");
    }

    @Test
    void findsItUnderAnotherSpelling() throws Exception {
        snapshot.log.add(withdrawn("c-1\u200b", "w3", "*", "opt-out:sensitive", "2026-11-20T08:00:00Z"));
        snapshot.publish();

        assertFinds(Rule.WITHDRAWALS_HONOURED, "row 0, 'baby_due_date'", "serves what the person opted out of");
    }

    /** Of a provided value an opt-out says nothing, nor of purposes that nothing marks. */
    @Test
    void letsAnOptOutOfWhatNothingIsMarkedAsStand() throws Exception {
        snapshot.log.add(0, withdrawn("C-1", "w3", "*", "opt-out:sale;opt-out:signal", "2026-11-20T08:00:00Z"));
        snapshot.log.add(withdrawn("c-2", "w4", "*", "opt-out:sale", "2026-11-20T08:00:00Z"));

        assertThat(snapshot.publish().audit().findings()).isEmpty();
    }

    @Test
    void findsAProvidedValueWithdrawnUnderAnotherSpelling() throws Exception {
        snapshot.log.add(withdrawn("c-2", "w3", "*", "", "2026-11-01T08:00:00Z"));
        snapshot.publish();

        assertFinds(Rule.WITHDRAWALS_HONOURED, "row 1, 'salutation'", "provided");
    }

    @Test
    void letsAnOlderWithdrawalAndOneOfAnotherPurposeStand() throws Exception {
        snapshot.log.add(0, withdrawn("C-1", "w3", "language", "loyalty_programme", "2026-11-02T08:00:00Z"));
        snapshot.log.add(0, withdrawn("C-1", "w4", "*", "", "2026-10-02T08:00:00Z"));

        assertThat(snapshot.publish().audit().findings()).isEmpty();
    }

    @Test
    void findsALogThatKeepsAWithdrawnValue() throws Exception {
        snapshot.change("d6", said -> said.value("nl"));
        snapshot.publish();

        assertFinds(Rule.LOG_FORGETS, "declarations/part-00000.parquet, row group 0, row 7", "must be deleted");
    }

    @Test
    void findsALogThatKeepsTheEndOfAWithdrawnValue() throws Exception {
        snapshot.ends.put("d6", "2027-05-05");
        snapshot.publish();

        assertFinds(Rule.LOG_FORGETS, "declarations/part-00000.parquet, row group 0, row 7", "an end is kept");
    }

    @Test
    void findsAnEndBeyondTheCataloguesPeriod() throws Exception {
        snapshot.ends.put("d5", "2027-05-06");
        snapshot.publish();

        assertFinds(
                Rule.NOT_OUTLIVED, "declarations/part-00000.parquet, row group 0, row 4", "the reported end is later");
    }

    @Test
    void findsAValueWithAnotherEndThanTheLogReports() throws Exception {
        snapshot.ends.put("d2", "2027-01-20");
        snapshot.publish();

        assertFinds(Rule.NOT_OUTLIVED, "row 0, 'baby_due_date'", "another last day than the evidence log reports");
    }

    @Test
    void passesASnapshotOfAVersionThatReportedNoEnds() throws Exception {
        snapshot.ends.clear();
        snapshot.layout = dataset -> dataset.folder().equals("declarations")
                ? new Dataset(
                        dataset.folder(),
                        TableSchema.of(
                                "declarations",
                                dataset.schema()
                                        .fields()
                                        .subList(0, dataset.schema().fields().size() - 3)))
                : dataset;

        assertThat(snapshot.publish().audit().findings()).isEmpty();
    }

    @Test
    void findsAStatementOfTomorrowInForce() throws Exception {
        snapshot.change("d9", said -> said.fate("superseded"));
        snapshot.publish();

        assertFinds(Rule.NOTHING_FROM_THE_FUTURE, "row group 0, row 6", "does not wait");
    }

    @Test
    void findsAnExtractThatHoldsMoreThanItsPurposeMayUse() throws Exception {
        snapshot.profiles.set(0, new Row("C-1", held("language", "de", snapshot.said("d1"), null)));
        snapshot.extracted = Optional.of(List.of(new Row(
                "C-1", held("language", "de", snapshot.said("d1").purposes("product_safety;service_messages"), null))));
        snapshot.publish();

        assertFinds(
                Rule.EXTRACTS_CUT,
                "extracts/product_safety/part-00000.parquet, row group 0, row 0, 'language'",
                "no value of the profile serves this purpose");
        assertFinds(
                Rule.EXTRACTS_CUT,
                "profiles/part-00000.parquet, row group 0, row 0",
                "missing from the extract for 'personal_offers'");
    }

    @Test
    void findsAnExtractWithAnotherValue() throws Exception {
        List<Row> other = new ArrayList<>(snapshot.profiles);
        other.set(1, new Row("C-2", null, List.of(new Held("salutation", "mr", provided("service_messages")))));
        snapshot.extracted = Optional.of(other);
        snapshot.publish();

        assertFinds(
                Rule.EXTRACTS_CUT, "extracts/service_messages/part-00000.parquet, row group 0, row 1", "it differs");
    }

    @Test
    void findsAMomentOnAChannelNobodyChose() throws Exception {
        snapshot.moments.set(
                0, new Moment("C-1", "baby_due_date", "personal_offers", "sms", "2026-11-21", "2026-12-08"));
        snapshot.publish();

        assertFinds(Rule.MOMENTS_ASKED_FOR, "contact_moments/part-00000.parquet, row group 0, row 0", "its channel");
    }

    @Test
    void findsAMomentThatStaysOpenTooLong() throws Exception {
        snapshot.moments.set(
                0, new Moment("C-1", "baby_due_date", "personal_offers", "post", "2026-11-21", "2027-02-08"));
        snapshot.publish();

        assertFinds(Rule.MOMENTS_ASKED_FOR, "contact_moments/part-00000.parquet, row group 0, row 0", "its window");
    }

    @Test
    void findsAMomentNobodyAskedFor() throws Exception {
        snapshot.moments.add(new Moment("C-2", "baby_due_date", "personal_offers", "post", "2026-11-21", "2026-12-08"));
        snapshot.publish();

        assertFinds(Rule.MOMENTS_ASKED_FOR, "row group 0, row 1", "no declared date of the profile asks for it");
    }

    @Test
    void findsARemovalThatNamesASegment() throws Exception {
        snapshot.removals.set(0, new String[] {"C-2", "dmp", "pregnant_score"});
        snapshot.publish();

        assertFinds(Rule.REMOVALS_TELL_NOTHING, "removals/part-00000.parquet, row group 0, row 0", "an origin");
        assertThat(snapshot.audit().findings()).noneMatch(finding -> finding.contains("pregnant"));
    }

    @Test
    void findsSomebodyWhoWasErased() throws Exception {
        snapshot.publish();

        Audited audited = new Audit(1, (done, total) -> {})
                .of(snapshot.warehouse(), snapshot.warehouse().snapshot(RUN), Optional.of(subject -> subject.value()
                        .equals("C-2")));

        assertThat(findings(audited, Rule.ERASED_STAY_GONE))
                .containsExactly(
                        "profiles/part-00000.parquet, row group 0, row 1: the person was erased",
                        "removals/part-00000.parquet, row group 0, row 0: the person was erased");
    }

    private void assertFinds(Rule rule, String place, String what) throws InterruptedException {
        assertThat(findings(snapshot.audit(), rule))
                .anySatisfy(finding -> assertThat(finding).contains(place).contains(what));
    }

    private static List<String> findings(Audited audited, Rule rule) {
        return audited.checks().get(rule.ordinal()).findings().stream()
                .map(Remark::english)
                .toList();
    }

    private void addToFirst(Held held) {
        List<Held> more = new ArrayList<>(snapshot.profiles.get(0).held());
        more.add(held);
        snapshot.profiles.set(0, new Row("C-1", "DE", more));
    }

    private static UnaryOperator<Dataset> schemas(UnaryOperator<List<Field>> change) {
        return dataset -> new Dataset(
                dataset.folder(),
                new TableSchema(
                        dataset.schema().name(),
                        change.apply(new ArrayList<>(dataset.schema().fields())),
                        dataset.schema().metadata()));
    }

    private static Field withStatistics(Field field) {
        if (field instanceof Struct struct) {
            return new Struct(
                    struct.name(),
                    struct.fieldId(),
                    struct.description(),
                    struct.columns().stream().map(AuditTest::withStatistics).toList());
        }
        return withStatistics((Column) field);
    }

    private static Column withStatistics(Column column) {
        return new Column(
                column.name(),
                column.fieldId(),
                column.type(),
                column.description(),
                column.elementId(),
                column.required(),
                true,
                column.repeats());
    }

    private static Lineage with(Lineage from, Origin origin, String rule) {
        return new Lineage(
                origin,
                from.declarationId(),
                from.source(),
                from.channel(),
                from.elicitation(),
                from.purposes(),
                from.notice(),
                from.legalBasis(),
                from.declaredAtMicros(),
                from.validUntilEpochDay(),
                rule,
                from.accumulatedFrom());
    }

    private static Lineage until(Lineage from, int day) {
        return new Lineage(
                from.origin(),
                from.declarationId(),
                from.source(),
                from.channel(),
                from.elicitation(),
                from.purposes(),
                from.notice(),
                from.legalBasis(),
                from.declaredAtMicros(),
                day,
                from.rule(),
                from.accumulatedFrom());
    }

    private static Manifest withBalance(Manifest from, long counted, long admitted) {
        Manifest.Account account =
                new Manifest.Account("store", "statements", counted, new TreeMap<>(Map.of("admitted", admitted)));
        return new Manifest(
                from.layout(),
                from.runId(),
                from.job(),
                from.businessDate(),
                from.zone(),
                from.asOf(),
                from.policyVersion(),
                from.settingsVersion(),
                from.restrictionsVersion(),
                from.program(),
                from.previous(),
                from.inputs(),
                from.taken(),
                from.outputs(),
                List.of(account),
                from.evidence());
    }

    private static Manifest withPrevious(Manifest from, Manifest.Previous previous) {
        return new Manifest(
                from.layout(),
                from.runId(),
                from.job(),
                from.businessDate(),
                from.zone(),
                from.asOf(),
                from.policyVersion(),
                from.settingsVersion(),
                from.restrictionsVersion(),
                from.program(),
                previous,
                from.inputs(),
                from.taken(),
                from.outputs(),
                from.balance(),
                from.evidence());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
