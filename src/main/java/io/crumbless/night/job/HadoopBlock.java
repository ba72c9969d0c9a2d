package io.crumbless.night.job;

import io.crumbless.columnar.storage.HadoopKeys;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.LinkedHashMap;
import java.util.Map;

/** The block {@code hadoop} of a job file: keys of the Hadoop configuration that override its files. */
final class HadoopBlock {
    private HadoopBlock() {}

    /** Reads the keys and applies them to this process; secrets are refused. */
    static void use(YamlMapping mapping) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String key : mapping.keys()) {
            String value = mapping.optionalScalar(key).orElse("");
            if (HadoopKeys.isSecret(key, value)) {
                mapping.problem(
                        key,
                        "Unsupported key hadoop." + key + ": job files hold no secrets; keep it in core-site.xml in the"
                                + " folder HADOOP_CONF_DIR names, in a credential file that"
                                + " hadoop.security.credential.provider.path names, or leave it to the role of the machine");
            } else {
                keys.put(key, value);
            }
        }
        mapping.finish();
        try {
            HadoopKeys.use(keys);
        } catch (IllegalArgumentException e) {
            mapping.problem(mapping.place(), "Invalid hadoop: " + e.getMessage());
        }
    }
}
