package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.compose.ParameterSpec;
import io.amsphub.mesh.compose.edit.EditRecipe;
import io.amsphub.mesh.compose.edit.Edits;
import io.amsphub.mesh.compose.template.Template;
import io.amsphub.mesh.compose.template.TemplateCatalogue;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Recipe;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.step.DesignProtecting;
import io.amsphub.processors.step.RecipeIntake;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parametric templates, edits of revisions, and the recipes that are kept of both. */
public final class RecipeResource implements ApiResource {

    private final Revisions revisions;
    private final RecipeIntake recipes;
    private final DesignProtecting protecting;

    /** The resource over its store and step. */
    public RecipeResource(Revisions revisions, RecipeIntake recipes, DesignProtecting protecting) {
        this.protecting = protecting;
        this.revisions = revisions;
        this.recipes = recipes;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of(
                        "listTemplates",
                        KNOWN,
                        r -> list(TemplateCatalogue.all().stream()
                                .map(RecipeResource::view)
                                .toList())),
                ApiOperation.of("getTemplate", KNOWN, r -> HttpReply.json(200, view(template(r)))),
                ApiOperation.of("createFromTemplate", USERS, this::fromTemplate),
                ApiOperation.of(
                        "listEdits",
                        KNOWN,
                        r -> list(Edits.all().stream()
                                .map(e -> view(e.name(), e.title(), e.parameters()))
                                .toList())),
                ApiOperation.of("editRevision", USERS, this::edit),
                ApiOperation.of("getRecipe", READERS, this::recipe));
    }

    private HttpReply fromTemplate(ApiRequest request) {
        NewFromTemplate wanted = request.body(NewFromTemplate.class);
        RecipeIntake.Wish wish = new RecipeIntake.Wish(
                request.path("template"), values(wanted.parameters()), Boolean.TRUE.equals(wanted.autoAccept()));
        return accepted(recipes.fromTemplate(wanted.name(), wish, request.who()));
    }

    private HttpReply edit(ApiRequest request) {
        DesignRevision parent = open(request);
        NewEdit wanted = request.body(NewEdit.class);
        return accepted(recipes.edit(parent, wish(wanted), request.who()));
    }

    private static RecipeIntake.Wish wish(NewEdit wanted) {
        boolean autoAccept = Boolean.TRUE.equals(wanted.autoAccept());
        String edit = wanted.edit();
        String text = wanted.recipe();
        if (edit != null && text == null) {
            return new RecipeIntake.Wish(edit, values(wanted.parameters()), autoAccept);
        }
        if (edit != null || text == null || wanted.parameters() != null) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED,
                    "an edit is named by edit and parameters, or by recipe, not by both or none",
                    "/edit",
                    "send edit with parameters, or the text of a recipe");
        }
        try {
            EditRecipe parsed = EditRecipe.parse(text);
            return new RecipeIntake.Wish(parsed.edit(), parsed.parameters(), autoAccept);
        } catch (ComposeException e) {
            HubException refusal =
                    new HubException(FailureCode.RECIPE_INVALID, e.code() + " " + e.what(), "/recipe", e.remedy());
            refusal.initCause(e);
            throw refusal;
        }
    }

    private HttpReply recipe(ApiRequest request) {
        DesignRevision revision = open(request);
        Recipe recipe = revision.recipe();
        if (recipe == null) {
            throw new HubException(
                    FailureCode.NOT_FOUND,
                    "revision " + revision.id() + " was uploaded and has no recipe",
                    null,
                    "GET the revision to see where it comes from");
        }
        ObjectNode view = (ObjectNode) Json.tree(recipe);
        view.put("text", new EditRecipe(recipe.name(), recipe.parameters()).toText());
        if (revision.source() != null) {
            view.put("sha256", revision.source().sha256());
        }
        return HttpReply.json(200, view);
    }

    /** A recipe says all of a shape, and an edit adds to a design: both take what its geometry takes. */
    private DesignRevision open(ApiRequest request) {
        DesignRevision revision = revision(request);
        protecting.requireGeometry(request.who(), revision.designId());
        return revision;
    }

    private static HttpReply accepted(DesignRevision revision) {
        return HttpReply.json(202, Views.revision(revision))
                .withVersion(revision.version())
                .with("Location", "/api/v1/designs/" + revision.designId() + "/revisions/" + revision.number());
    }

    /** Takes numbers and texts alike: a number keeps the digits that were sent. */
    private static Map<String, String> values(@Nullable Map<String, JsonNode> parameters) {
        Map<String, String> values = new TreeMap<>();
        if (parameters != null) {
            parameters.forEach((name, value) -> values.put(name, text(name, value)));
        }
        return values;
    }

    private static String text(String name, @Nullable JsonNode value) {
        if (value == null || !(value.isNumber() || value.isTextual())) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED,
                    "a value is a number or a text",
                    "/parameters/" + name.substring(0, Math.min(60, name.length())),
                    "see what the template or edit takes");
        }
        return value.asText();
    }

    private static Template template(ApiRequest request) {
        String name = request.path("template");
        return TemplateCatalogue.all().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND, "no template of that name", null, "GET /templates lists what there is"));
    }

    private static HttpReply list(List<ObjectNode> items) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.putArray("items").addAll(items);
        return HttpReply.json(200, body);
    }

    private static ObjectNode view(Template template) {
        ObjectNode view = view(template.name(), template.title(), template.parameters());
        ArrayNode rules = view.putArray("rules");
        template.rules().forEach(rule -> rules.add(rule.text()));
        return view;
    }

    private static ObjectNode view(String name, String title, List<ParameterSpec> parameters) {
        ObjectNode view = Json.mapper().createObjectNode();
        view.put("name", name);
        view.put("title", title);
        ArrayNode items = view.putArray("parameters");
        for (ParameterSpec spec : parameters) {
            items.addObject()
                    .put("name", spec.name())
                    .put("kind", spec.kind().name())
                    .put("unit", spec.unit())
                    .put("min", spec.min())
                    .put("max", spec.max())
                    .put("default", spec.preset())
                    .put("description", spec.description());
        }
        return view;
    }

    private DesignRevision revision(ApiRequest request) {
        DesignRevision revision = revisions.get(request.path("designId") + "." + request.path("revision"));
        request.requireVisible(revision.id(), revision.organisation());
        return revision;
    }

    /** The body of createFromTemplate. */
    record NewFromTemplate(
            String name,
            @Nullable Map<String, JsonNode> parameters,
            @Nullable Boolean autoAccept) {}

    /** The body of editRevision. */
    record NewEdit(
            @Nullable String edit,
            @Nullable Map<String, JsonNode> parameters,
            @Nullable String recipe,
            @Nullable Boolean autoAccept) {}
}
