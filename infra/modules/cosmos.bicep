// Leads with their activities, and anonymous visitors. Serverless: an idle lead costs its storage and nothing else. Budget: $0.25 per 1 M request units and $0.25
// per GB-month. Serverless takes 5,000 RU/s per physical partition; beyond about 2,000 events a second go to autoscale (README, "At ten and a hundred times").
param name string
param location string
param tags object
param appPrincipalId string
param deployerId string

var database = 'leads'

// The data plane has roles of its own; this one reads and writes, and can create nothing.
var dataContributor = '00000000-0000-0000-0000-000000000002'
var readers = empty(deployerId) ? [] : [deployerId]

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: [{ name: 'EnableServerless' }]
    locations: [{ locationName: location, failoverPriority: 0 }]
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    disableLocalAuth: true
    minimalTlsVersion: 'Tls12'
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
  }

  resource db 'sqlDatabases' = {
    name: database
    properties: { resource: { id: database } }

    // As CosmosContainers.cs says, and a test compares: only what lists and the due query ask for is indexed.
    resource leads 'containers' = {
      name: 'leads'
      properties: {
        resource: {
          id: 'leads'
          partitionKey: { paths: ['/leadId'], kind: 'Hash', version: 2 }
          indexingPolicy: {
            indexingMode: 'consistent'
            automatic: true
            includedPaths: [
              { path: '/score/?' }
              { path: '/updated/?' }
              { path: '/created/?' }
              { path: '/email/?' }
              { path: '/search/?' }
              { path: '/due/?' }
              { path: '/urgency/?' }
              { path: '/row/stage/?' }
              { path: '/row/band/?' }
              { path: '/row/owner/?' }
              { path: '/row/held/?' }
            ]
            excludedPaths: [{ path: '/*' }]
          }
        }
      }
    }

    resource visitors 'containers' = {
      name: 'visitors'
      properties: {
        resource: {
          id: 'visitors'
          partitionKey: { paths: ['/visitorId'], kind: 'Hash', version: 2 }
          defaultTtl: 7776000
          indexingPolicy: {
            indexingMode: 'consistent'
            automatic: true
            includedPaths: []
            excludedPaths: [{ path: '/*' }]
          }
        }
      }
    }
  }

  resource appRole 'sqlRoleAssignments' = {
    name: guid(account.id, appPrincipalId, dataContributor)
    properties: {
      principalId: appPrincipalId
      roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
      scope: account.id
    }
  }

  resource deployerRole 'sqlRoleAssignments' = [
    for reader in readers: {
      name: guid(account.id, reader, '00000000-0000-0000-0000-000000000001')
      properties: {
        principalId: reader
        roleDefinitionId: '${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001'
        scope: account.id
      }
    }
  ]
}

output name string = account.name
output database string = database
