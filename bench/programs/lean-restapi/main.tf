# As little as a number needs to be live: one object, registered by its creation, deregistered by its end.

terraform {
  required_providers {
    restapi = {
      source = "Mastercard/restapi"
    }
  }
}

variable "graph_url" {
  type = string
}

variable "access_token" {
  type      = string
  sensitive = true
}

variable "pin" {
  type      = string
  sensitive = true
}

provider "restapi" {
  uri            = "${var.graph_url}/v25.0"
  headers        = { Authorization = "Bearer ${var.access_token}" }
  destroy_method = "POST"
}

resource "restapi_object" "number" {
  for_each     = { for number in jsondecode(file("${path.module}/fleet.json")) : number.name => number }
  object_id    = each.value.phoneNumberId
  path         = "/{id}"
  create_path  = "/{id}/register"
  read_path    = "/{id}?fields=display_phone_number,verified_name,status"
  destroy_path = "/{id}/deregister"
  data         = jsonencode({ messaging_product = "whatsapp", pin = var.pin })
}
