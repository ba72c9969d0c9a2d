package io.crumbless.tools.init;

import java.util.List;
import java.util.Map;

/**
 * An attribute as the declarations suggest it. Category and purposes are for people to decide.
 *
 * @param name as the catalogue may have it
 * @param from where the answers stand, for the description
 * @param title what people call it
 * @param type notation of the policy
 * @param choices titles of the choices of an enum, by choice
 * @param notes what whoever decides should know
 */
record AttributeDraft(
        String name, String from, String title, String type, Map<String, String> choices, List<String> notes) {}
