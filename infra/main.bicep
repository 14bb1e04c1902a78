// LeadFunctions on Azure: one resource group with everything in it. `azd up` provisions and deploys; `az deployment sub create -f infra/main.bicep` does without azd.
// No keys anywhere: one user-assigned identity, and roles on exactly what it uses. What each resource costs stands beside it (list prices, one region, 2026;
// the arithmetic for a whole installation is in README, "What it costs").
targetScope = 'subscription'

@minLength(1)
@maxLength(32)
@description('Names the installation: part of every name, and azd\'s environment.')
param environmentName string

@description('Region of everything that has one.')
param location string

@description('Who deploys; may then read dead letters and registers with their own sign-in. Empty: nobody.')
param principalId string = ''

@description('Websites whose scripts may call the API besides those the playbook names. Normally empty: the app answers by the playbook, and a list here would answer instead of it.')
param corsOrigins string[] = []

@description('Client id of an app registration (app roles admin, manager, rep, service) through which people sign in. Empty: only function keys.')
param entraClientId string = ''

@description('Where alerts go. Empty: they fire and nobody is mailed.')
param alertEmail string = ''

@description('Address that mails come from. Empty: the domain that Azure manages, which may send 5 a minute and 10 an hour.')
param emailFrom string = ''

@description('A domain of your own to send from. Its DNS records must be made and verified before it is linked (README, "Mail from your own domain").')
param emailDomain string = ''

@description('Where mails are kept while they are sent.')
param emailDataLocation string = 'Europe'

@minValue(0)
@description('HTTP instances that never sleep. 0 sleeps: the first form after a quiet hour waits a few seconds. One of 512 MB is about $6 a month.')
param alwaysReady int = 0

@allowed([512, 2048, 4096])
@description('Memory of an instance. 512 carries 8 concurrent requests well; scoring is arithmetic.')
param instanceMemoryMB int = 512

@minValue(40)
@maxValue(1000)
@description('The most instances; bounds what an attack can cost.')
param maximumInstances int = 40

var tags = { 'azd-env-name': environmentName }
var suffix = toLower(uniqueString(subscription().id, environmentName, location))

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: 'id-leads-${suffix}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: { suffix: suffix, location: location, tags: tags, appPrincipalId: identity.outputs.principalId }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: 'stleads${suffix}'
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
    deployerId: principalId
  }
}

module bus 'modules/bus.bicep' = {
  scope: group
  params: {
    name: 'sb-leads-${suffix}'
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
    deployerId: principalId
  }
}

module cosmos 'modules/cosmos.bicep' = {
  scope: group
  params: {
    name: 'cosmos-leads-${suffix}'
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
    deployerId: principalId
  }
}

module email 'modules/email.bicep' = {
  scope: group
  params: {
    suffix: suffix
    tags: tags
    ownDomain: emailDomain
    dataLocation: emailDataLocation
    appPrincipalId: identity.outputs.principalId
  }
}

module events 'modules/events.bicep' = {
  scope: group
  params: {
    suffix: suffix
    tags: tags
    communicationName: email.outputs.communicationName
    busName: bus.outputs.name
    queueName: 'email-events'
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: take('kv-leads-${suffix}', 24)
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
    deployerId: principalId
  }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: 'func-leads-${suffix}'
    location: location
    tags: tags
    identityName: identity.outputs.name
    storageName: storage.outputs.name
    registersTable: storage.outputs.registersTable
    deploymentContainer: storage.outputs.deploymentContainer
    busName: bus.outputs.name
    cosmosName: cosmos.outputs.name
    cosmosDatabase: cosmos.outputs.database
    emailEndpoint: email.outputs.endpoint
    emailFrom: empty(emailFrom) ? email.outputs.managedSender : emailFrom
    monitorName: monitoring.outputs.componentName
    corsOrigins: corsOrigins
    entraClientId: entraClientId
    instanceMemoryMB: instanceMemoryMB
    maximumInstances: maximumInstances
    alwaysReady: alwaysReady
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: tags
    busName: bus.outputs.name
    workspaceId: monitoring.outputs.workspaceId
    alertEmail: alertEmail
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output FUNCTION_APP_NAME string = app.outputs.name
output KEY_VAULT_NAME string = vault.outputs.name
output API_URL string = 'https://${app.outputs.hostName}/api'
output EMAIL_DOMAIN_RECORDS object = email.outputs.records
