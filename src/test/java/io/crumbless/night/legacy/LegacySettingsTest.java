package io.crumbless.night.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.settings.yaml.Problem;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlFile;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every key of {@code legacy} is read; all problems are reported at once, with their lines. */
@Tag("unit")
class LegacySettingsTest {
    private final Problems problems = new Problems();

    @Test
    void readsTheSourcesOfTheDesign() {
        LegacySettings settings = read("""
                memberships:
                  - name: dmp
                    path: dmp/{date}/*.parquet
                    shape: membership
                    columns: { cookie-id: visitor, segment: segment_id, assigned-at: ts, collected-by: method }
                links:
                  - name: logins
                    path: logins.csv
                    columns: { cookie-id: cookie, subject-id: customer, method: how, linked-at: at }
                """);
        assertThat(problems.all()).isEmpty();
        MembershipSource dmp = settings.memberships().get(0);
        assertThat(dmp.files().format()).isEqualTo(Format.PARQUET);
        assertThat(dmp.files().on(LocalDate.of(2026, 11, 22)).text()).isEqualTo("/job/dmp/2026-11-22/*.parquet");
        assertThat(dmp.files().csv()).isEqualTo(CsvDialect.DEFAULT);
        assertThat(dmp.files().mayBeMissing()).isFalse();
        assertThat(dmp.keyedBySubject()).isFalse();
        assertThat(settings.links())
                .containsExactly(new LinkSource(
                        new LegacyFiles(
                                "logins", "/job/logins.csv", Format.CSV, CsvDialect.DEFAULT, Optional.empty(), false),
                        "cookie",
                        "customer",
                        Optional.of("how"),
                        Optional.empty(),
                        Optional.of("at")));
        assertThat(settings.optOuts()).isEmpty();
        assertThat(settings.files()).extracting(LegacyFiles::name).containsExactly("dmp", "logins");
    }

    @Test
    void readsEveryKey() {
        LegacySettings settings = read("""
                memberships:
                  - name: export
                    path: x
                    format: csv
                    csv: { delimiter: tab, quote: none, encoding: windows-1252, header: [a, b, c, d, e, f, g] }
                    zone: Europe/Berlin
                    may-be-missing: true
                    jurisdiction: DE
                    shape: list
                    columns:
                      subject-id: a
                      segments: b
                      segment: b.id
                      value: c
                      score: d
                      source-system: e
                      collected-by: f
                      assigned-at: g
                  - name: crm
                    path: crm.jsonl
                    shape: wide
                    columns: { cookie-id: id }
                    values: { anrede: salutation }
                  - name: tall
                    path: t.ndjson
                    shape: tall
                    columns: { cookie-id: id, attribute: name, value: what }
                links:
                  - name: cards
                    path: cards.csv
                    columns: { cookie-id: c, subject-id: s }
                    method: loyalty_card
                opt-outs:
                  - name: gone
                    path: gone.csv
                    columns: { cookie-id: c, subject-id: s }
                """);
        assertThat(problems.all()).isEmpty();
        assertThat(settings.memberships().get(0))
                .isEqualTo(new MembershipSource(
                        new LegacyFiles(
                                "export",
                                "/job/x",
                                Format.CSV,
                                new CsvDialect(
                                        '\t',
                                        CsvDialect.NO_QUOTE,
                                        Charset.forName("windows-1252"),
                                        List.of("a", "b", "c", "d", "e", "f", "g")),
                                Optional.of(ZoneId.of("Europe/Berlin")),
                                true),
                        Shape.LIST,
                        true,
                        "a",
                        Optional.of("b"),
                        Optional.of("b.id"),
                        Optional.empty(),
                        Optional.of("c"),
                        Map.of(),
                        Optional.of("d"),
                        Optional.of("e"),
                        Optional.of("f"),
                        Optional.of("g"),
                        Optional.of("DE")));
        assertThat(settings.memberships().get(1).values()).isEqualTo(Map.of("anrede", "salutation"));
        assertThat(settings.memberships().get(2).attribute()).contains("name");
        assertThat(settings.memberships().get(2).value()).contains("what");
        assertThat(settings.links().get(0).allBy()).contains("loyalty_card");
        assertThat(settings.optOuts().get(0).subjectId()).contains("s");
    }

    @Test
    void reportsAllProblemsAtOnce() {
        read("""
                memberships:
                  - name: dmp
                    path: dmp.dat
                    columns: { cookie-id: a, subject-id: b, segmnt: c }
                  - name: DMP 2
                    path: a.jsonl
                    shape: lists
                    csv: { quote: "" }
                    columns: { cookie-id: a, segment: c }
                  - name: items
                    path: a.parquet
                    shape: list
                    columns: { cookie-id: a, segments: s, segment: id }
                links:
                  - name: dmp
                    path: l.csv
                    zone: Mars/Olympus
                    columns: { cookie-id: a, subject-id: b }
                opt-outs:
                  - name: gone
                    path: g.csv
                    columns: {}
                """);
        assertThat(problems.all().stream().map(Problem::toString))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo(
                                "job.yaml:3: Missing key 'format' of legacy source 'dmp': the path does not show it; "
                                        + "set format to one of parquet, csv, jsonl, avro, orc, delta, iceberg"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("job.yaml:4: Invalid memberships[1].columns: name either cookie-id or subject-id"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(
                                "job.yaml:4: Unknown key 'segmnt' in memberships[1].columns: did you mean 'segment'?"))
                .anySatisfy(line -> assertThat(line).startsWith("job.yaml:5: Invalid memberships[2].name 'DMP 2': use"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("job.yaml:7: Unknown memberships[2].shape 'lists': did you mean 'list'?"))
                .anySatisfy(line -> assertThat(line).startsWith("job.yaml:8: Invalid memberships[2].csv"))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("job.yaml:13: Invalid memberships[3].columns.segment 'id': in shape list it is a "
                                + "field of the list's items; write 's.id'"))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("job.yaml:15: Invalid links[1].name 'dmp': another legacy source has it"))
                .anySatisfy(line -> assertThat(line).startsWith("job.yaml:17: Invalid links[1].zone 'Mars/Olympus'"))
                .anySatisfy(line -> assertThat(line).startsWith("job.yaml:18: Invalid links[1].method: name how"))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("job.yaml:22: Invalid opt-outs[1].columns: name cookie-id, subject-id or both"));
    }

    private LegacySettings read(String yaml) {
        return LegacySettings.read(YamlFile.parse("job.yaml", yaml, problems), path -> "/job/" + path);
    }
}
