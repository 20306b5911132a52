# The same numbers with OpenTofu and Mastercard's restapi provider, which knows an API by its paths: what a number is
# made of are objects of their own, and a region change replaces them.

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
  update_method  = "POST"
  destroy_method = "POST"
}

locals {
  fields  = "display_phone_number,verified_name,name_status,code_verification_status,status,platform_type,is_on_biz_app"
  numbers = { for number in jsondecode(file("${path.module}/fleet.json")) : number.name => number }
  stored  = { for name, number in local.numbers : name => number if can(number.dataLocalizationRegion) }
  checked = { for name, number in local.numbers : name => number if can(number.enableIdentityKeyCheck) }
}

# Storage changes only while the number is not registered, so it is replaced together with the registration: numbers
# are destroyed before it and created after it. Destroying it asks for nothing, since deregistering resets it.
resource "restapi_object" "storage" {
  for_each       = local.stored
  object_id      = each.value.phoneNumberId
  path           = "/{id}/settings"
  create_path    = "/{id}/settings"
  read_path      = "/{id}/settings"
  update_path    = "/{id}/settings"
  destroy_path   = "/{id}/settings"
  destroy_method = "GET"
  force_new      = [each.value.dataLocalizationRegion]
  data = jsonencode({
    storage_configuration = {
      status                   = "IN_COUNTRY_STORAGE_ENABLED"
      data_localization_region = each.value.dataLocalizationRegion
    }
  })
}

resource "restapi_object" "number" {
  for_each     = local.numbers
  depends_on   = [restapi_object.storage]
  object_id    = each.value.phoneNumberId
  path         = "/{id}"
  create_path  = "/{id}/register"
  read_path    = "/{id}?fields=${local.fields}"
  update_path  = "/{id}"
  update_data  = jsonencode({ pin = var.pin })
  destroy_path = "/{id}/deregister"
  force_new    = [try(each.value.dataLocalizationRegion, "none")]
  data = jsonencode(merge(
    { messaging_product = "whatsapp", pin = var.pin },
    can(each.value.dataLocalizationRegion) ? { data_localization_region = each.value.dataLocalizationRegion } : {},
  ))
}

# Deregistering resets the identity key check, so it is set again after a region change.
resource "restapi_object" "identity_key_check" {
  for_each       = local.checked
  depends_on     = [restapi_object.number]
  object_id      = each.value.phoneNumberId
  path           = "/{id}/settings"
  create_path    = "/{id}/settings"
  read_path      = "/{id}/settings"
  update_path    = "/{id}/settings"
  destroy_path   = "/{id}/settings"
  destroy_method = "GET"
  force_new      = [try(each.value.dataLocalizationRegion, "none")]
  data = jsonencode({
    user_identity_change = { enable_identity_key_check = each.value.enableIdentityKeyCheck }
  })
}
