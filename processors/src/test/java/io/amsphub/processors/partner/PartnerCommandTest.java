package io.amsphub.processors.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.HubException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerCommandTest {

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'), JsonNode.class);
    }

    @Test
    void envelopeNamesOperationPathAndBody() {
        PartnerCommand command = PartnerCommand.read(
                json("{'specversion':'1.0','id':'7','source':'/erp','type':'io.amsphub.command.getRevision',"
                        + "'subject':'dsg_1/2','query':'limit=3','ifmatch':'4','traceparent':'00-1','data':{'a':1}}"),
                null);
        assertThat(command.operation()).isEqualTo("getRevision");
        assertThat(command.subject()).containsExactly("dsg_1", "2");
        assertThat(command.query()).isEqualTo("limit=3");
        assertThat(command.ifMatch()).isEqualTo("4");
        assertThat(command.data().path("a").asInt()).isEqualTo(1);
    }

    @Test
    void dropNeedNotBringAnIdAndAMessageMust() {
        JsonNode envelope = json("{'specversion':'1.0','source':'/erp','type':'io.amsphub.command.whoAmI'}");
        assertThat(PartnerCommand.read(envelope, "own").id()).isEqualTo("own");
        assertThatThrownBy(() -> PartnerCommand.read(envelope, null))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.problem().where()).isEqualTo("/id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{'specversion':'0.3','id':'7','source':'/erp','type':'io.amsphub.command.whoAmI'}",
                "{'specversion':'1.0','id':'','source':'/erp','type':'io.amsphub.command.whoAmI'}",
                "{'specversion':'1.0','id':7,'source':'/erp','type':'io.amsphub.command.whoAmI'}",
                "{'specversion':'1.0','id':'7','type':'io.amsphub.command.whoAmI'}",
                "{'specversion':'1.0','id':'7','source':'/erp','type':'io.amsphub.command.'}",
                "{'specversion':'1.0','id':'7','source':'/erp','type':'createOrder'}",
                "{'specversion':'1.0','id':'7','source':'/erp','type':'io.amsphub.command.whoAmI','data_base64':'e30='}",
                "{'specversion':'1.0','id':'7','source':'/erp','type':'io.amsphub.command.whoAmI','datacontenttype':'text/xml'}",
                "{'specversion':'1.0','id':'7','source':'/erp','type':'io.amsphub.command.whoAmI','subject':['a']}"
            })
    void whatIsNoCommandIsRefusedWithThePlace(String envelope) {
        assertThatThrownBy(() -> PartnerCommand.read(json(envelope), null))
                .isInstanceOfSatisfying(HubException.class, e -> {
                    assertThat(e.failureCode().code()).isEqualTo("AMSP-7101");
                    assertThat(e.problem().where()).startsWith("/");
                });
    }
}
