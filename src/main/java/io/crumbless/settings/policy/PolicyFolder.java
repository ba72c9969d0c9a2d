package io.crumbless.settings.policy;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Catalogue;
import io.crumbless.kernel.policy.Admission;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.PolicyFileNames;
import io.crumbless.kernel.policy.Register;
import io.crumbless.kernel.provenance.Provenance;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.ProblemsException;
import io.crumbless.settings.yaml.SourcePosition;
import io.crumbless.settings.yaml.YamlFile;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Reads a policy folder: {@code attributes.yaml}, {@code purposes.yaml}, {@code provenance.yaml}, {@code segments.csv},
 * {@code admission.yaml} and {@code jurisdictions.yaml}. Everything is checked before anything is used, and all
 * problems are reported at once.
 */
public final class PolicyFolder {
    private PolicyFolder() {}

    /**
     * Reads, checks and compiles the folder.
     *
     * @throws ProblemsException with every problem, by file and line
     */
    public static Policy read(Path folder) {
        Problems problems = new Problems();
        PolicyFiles files = PolicyFiles.read(folder, problems);
        return compile("Cannot use policy " + folder, files, problems);
    }

    /**
     * Checks and compiles texts from elsewhere, such as the archived policy of a snapshot.
     *
     * @param texts by file name, as in {@link Policy#files}
     * @throws ProblemsException with every problem, by file and line
     */
    public static Policy compile(SortedMap<String, String> texts) {
        return compile("Cannot use policy", PolicyFiles.of(texts), new Problems());
    }

    private static Policy compile(String action, PolicyFiles files, Problems problems) {
        files.checkComplete(problems);
        Policy policy = new Compiler(files, problems, Vocabulary.shipped()).compile();
        problems.throwIfAny(action);
        return policy;
    }

    /** Reads the files in the order in which they refer to one another. */
    private record Compiler(PolicyFiles files, Problems problems, Vocabulary vocabulary) {
        Policy compile() {
            YamlMapping purposesFile = file(PolicyFileNames.PURPOSES);
            Register register = new PurposesReader(problems, vocabulary).read(purposesFile);
            Set<String> purposes = names(purposesFile, "purposes");

            YamlMapping attributesFile = file(PolicyFileNames.ATTRIBUTES);
            Catalogue catalogue = new AttributesReader(problems, vocabulary, purposes).read(attributesFile);
            Map<String, Attribute> attributes = catalogue.attributes();

            Provenance provenance = new ProvenanceReader(
                            problems, vocabulary, attributes, names(attributesFile, "attributes"))
                    .read(
                            file(PolicyFileNames.PROVENANCE),
                            Optional.ofNullable(files.texts().get(PolicyFileNames.SEGMENTS)));
            Admission admission = AdmissionReader.read(file(PolicyFileNames.ADMISSION), problems);
            // A catalogue that could not be read must not be reported a second time.
            boolean ageIsTold = attributesFile.has("age-attribute") || !attributesFile.has("attributes");
            Map<String, Jurisdiction> jurisdictions =
                    new JurisdictionsReader(problems, vocabulary, ageIsTold).read(file(PolicyFileNames.JURISDICTIONS));
            return new Policy(files.hash(), files.texts(), catalogue, register, provenance, admission, jurisdictions);
        }

        private YamlMapping file(String name) {
            String text = files.texts().get(name);
            return text == null
                    ? YamlMapping.silent(new SourcePosition(name, 0), problems)
                    : YamlFile.parse(name, text, problems);
        }

        private static Set<String> names(YamlMapping file, String key) {
            return file.optionalMapping(key)
                    .map(mapping -> new TreeSet<>(mapping.keys()))
                    .orElse(new TreeSet<>());
        }
    }
}
