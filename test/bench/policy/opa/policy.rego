# The benchmark's policy set in Rego: data holds what documents say (levels, nearest first) and the guardrails.
# policy.wasm was made from this file with OPA 1.22.2:
#   go run github.com/open-policy-agent/opa@v1.22.2 build -t wasm -e patchbay/allow -o bundle.tar.gz policy.rego
#   tar -xzf bundle.tar.gz /policy.wasm
package patchbay

default allow := false

allow if count(deny) == 0

deny contains "guardrail" if {
	some guardrail in data.guardrails
	input.action in guardrail.deny
	holds(guardrail.when)
	not spared(guardrail)
}

deny contains "setting" if {
	input.action in {"create", "reconnect"}
	not enabled
}

spared(guardrail) if {
	guardrail.unless
	holds(guardrail.unless)
}

holds(condition) if {
	every key, words in condition {
		matches(key, words)
	}
}

matches(key, words) if {
	key != "role"
	input[key] in words
}

matches("role", words) if {
	some role in input.roles
	role in words
}

# The nearest level that says something about the type of the connector; silence allows.
said := [answer |
	some level in data.levels
	answer := level[input.connector][input.authType]
]

enabled if count(said) == 0

enabled if said[0]
