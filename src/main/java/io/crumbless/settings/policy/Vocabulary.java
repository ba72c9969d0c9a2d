package io.crumbless.settings.policy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.crumbless.kernel.provenance.Taxonomy;
import io.crumbless.settings.yaml.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names from public vocabularies that a policy may use. The files are beside this class; ATTRIBUTION.md there states
 * their sources.
 *
 * @param purposes DPV purposes, {@code dpv:Personalisation}, with their IRI
 * @param personalData DPV personal data categories, {@code pd:Health}
 * @param specialCategories those of them that DPV calls special categories
 * @param legalBases {@code eu-gdpr:A9-2-a}, {@code dpv:Consent}
 * @param dataUses fideslang data uses
 * @param segments IAB Audience Taxonomy by id
 */
record Vocabulary(
        Map<String, String> purposes,
        Set<String> personalData,
        Set<String> specialCategories,
        Set<String> legalBases,
        Set<String> dataUses,
        Map<String, Taxonomy.Segment> segments) {
    private static final Set<String> NO_BASIS_OF_A_PURPOSE =
            Set.of("dpv:LegalBasis", "dpv:DataTransferLegalBasis", "dpv:ImpliedConsent", "dpv:UninformedConsent");
    private static final Vocabulary SHIPPED = load();

    /**
     * The legal bases of purposes. The additional requirement of Art. 9 is stated with each declaration; silence is not
     * consent.
     */
    Map<String, String> legalBasesOfPurposes() {
        return Names.words(
                legalBases.stream()
                        .filter(basis -> !basis.startsWith("eu-gdpr:A9-") && !NO_BASIS_OF_A_PURPOSE.contains(basis))
                        .toList(),
                basis -> basis);
    }

    static Vocabulary shipped() {
        return SHIPPED;
    }

    private static Vocabulary load() {
        Function<NamedCsvRecord, String> category = row -> "pd:" + row.getField("term");
        return new Vocabulary(
                map("dpv-purposes.csv", row -> "dpv:" + row.getField("term"), row -> row.getField("iri")),
                map("dpv-personal-data.csv", category, row -> "").keySet(),
                map("dpv-personal-data.csv", category, row -> row.getField("special_category")).entrySet().stream()
                        .filter(entry -> entry.getValue().equals("true"))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                map("dpv-legal-bases.csv", row -> row.getField("term"), row -> "")
                        .keySet(),
                map("fideslang-data-uses.csv", row -> row.getField("fides_key"), row -> "")
                        .keySet(),
                map(
                        "iab-audience-taxonomy.csv",
                        row -> row.getField("id"),
                        row -> new Taxonomy.Segment(
                                row.getField("name"), row.getField("in_1_1").equals("false"))));
    }

    private static <T> Map<String, T> map(
            String file, Function<NamedCsvRecord, String> key, Function<NamedCsvRecord, T> value) {
        Map<String, T> map = new LinkedHashMap<>();
        InputStream bytes = Objects.requireNonNull(Vocabulary.class.getResourceAsStream("vocabulary/" + file), file);
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(bytes, StandardCharsets.UTF_8)) {
            rows.forEach(row -> map.put(key.apply(row), value.apply(row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return map;
    }
}
